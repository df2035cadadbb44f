import { describe, expect, it } from '@jest/globals';
import { rejected } from '@gaita/contracts';
import type { Definitions } from '../models/index.ts';
import type { Database } from '../platform/database/database.ts';
import { DuplicateRow } from '../platform/errors.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { Instances, StartInput } from './command-instance.ts';
import type { EventStart } from './event-start.ts';
import { startInputOf } from './event-start.ts';
import type { GatherStarts } from './gather-starts.ts';
import { StartByEvent } from './start-by-event.ts';
import { startGatheringTable } from './tables.ts';

const ways = [
  { elementId: 'many', kind: 'message', definition: 0 },
  { elementId: 'many', kind: 'message', definition: 1, needsAll: true },
  { elementId: 'plain', kind: 'none' },
  { elementId: 'gate', kind: 'message', gatewayId: 'gateway' },
  { elementId: 'mail', kind: 'message' },
];
const event = (elementId: string, more: Partial<EventStart> = {}): EventStart => ({
  definitionId: 'known',
  elementId,
  definitionIndex: null,
  institution: 'town',
  variables: { a: 1 },
  guards: [],
  change: () => undefined,
  ...more,
});
const no = rejected('not-allowed', 'no');
const command = { id: 'command', account: 'system' };

/** @param fate what becomes of a start */
const starting = ({ fate = (): object => ({ instanceId: 'case' }), has = false } = {}) => {
  const inputs: StartInput[] = [];
  const gathered: unknown[] = [];
  const startOnly = async (_: unknown, input: StartInput) => {
    inputs.push(input);
    return { answer: fate(), sent: ['sent'] };
  };
  const definition = { row: { id: 'known', institution: 'town', processKey: 'p' }, process: { startEvents: ways } };
  const byId = async (id: string) => {
    if (id === 'unread') throw new Error('read in vain');
    return id === 'known' ? definition : undefined;
  };
  const gather = {
    run: async (_: unknown, __: unknown, way: unknown) => (gathered.push(way), { answer: {}, sent: [] }),
    has: async (_: unknown, way: unknown) => (gathered.push(way), has),
  };
  const starts = new StartByEvent(
    { startOnly } as unknown as Instances,
    { byId } as unknown as Definitions,
    { reader: { byId: async () => undefined } } as unknown as Database,
    gather as unknown as GatherStarts,
  );
  return { starts, inputs, gathered };
};

describe('An event that starts a case', () => {
  it('starts it, or is told why not', async () => {
    const { starts, inputs } = starting();
    expect(await starts.run(command, event('mail'))).toEqual({ answer: { instanceId: 'case' }, sent: ['sent'] });
    expect(inputs).toHaveLength(1);
    expect(inputs[0]).not.toHaveProperty('stillHolds');
    expect(await starts.run(command, event('mail', { definitionId: 'none' }))).toEqual({
      answer: rejected('definition-unknown', 'No process definition has the id none.'),
      sent: [],
    });
    expect((await starting({ fate: () => no }).starts.run(command, event('mail'))).answer).toEqual(no);
  });

  it('is gathered where its element needs several', async () => {
    const { starts, inputs, gathered } = starting();
    expect(await starts.run(command, event('many', { definitionIndex: 1 }))).toEqual({ answer: {}, sent: [] });
    expect([gathered, inputs]).toEqual([[ways[1]], []]);
    for (const other of [
      event('many', { definitionIndex: 0 }),
      event('many'),
      event('mail', { definitionIndex: 1 }),
      event('plain'),
    ])
      await starts.run(command, other);
    expect([gathered.length, inputs.length]).toEqual([1, 4]);
  });

  it('is waited for until it is gathered', async () => {
    const [open, taken] = [starting(), starting({ has: true })];
    const gathering = event('many', { definitionIndex: 1 });
    expect([await open.starts.isOpen(gathering), await taken.starts.isOpen(gathering)]).toEqual([true, false]);
    expect(open.gathered).toEqual([ways[1]]);
    for (const other of [event('many'), event('many', { definitionIndex: 0 }), event('none', { definitionIndex: 1 })])
      expect(await taken.starts.isOpen(other)).toBe(true);
    expect(await taken.starts.isOpen({ ...gathering, definitionId: 'none' })).toBe(true);
    expect(await taken.starts.isOpen(event('mail', { definitionId: 'unread' }))).toBe(true);
  });

  it('is no start at a parallel gateway when a case waits for it by now', async () => {
    const awaited = rejected('subscription-closed', 'A case waits for what starts gate by now.', { elementId: 'gate' });
    const { starts, inputs } = starting();
    expect(await starts.run(command, event('gate', { isAwaited: async () => true }))).toEqual({ answer: awaited, sent: [] });
    expect(inputs).toEqual([]);
    expect((await starts.run(command, event('gate', { isAwaited: async () => false }))).answer).toEqual({ instanceId: 'case' });
    await starts.run(command, event('gate'));
    await starts.run(command, event('mail', { isAwaited: async () => true }));
    expect(inputs.map((input) => 'stillHolds' in input)).toEqual([true, false, false]);
    const failing = (table: string) =>
      starting({
        fate: () => {
          throw new DuplicateRow(table);
        },
      }).starts.run(command, event('gate', { isAwaited: async () => false }));
    expect(await failing(startGatheringTable.name)).toEqual({ answer: awaited, sent: [] });
    await expect(failing('task')).rejects.toThrow('task');
  });

  it('gives the start what it brings, and no more', async () => {
    const written: unknown[] = [];
    const change = (_: RowChanges, id: string | undefined) => void written.push(id);
    const guard = { table: startGatheringTable, id: 'g', revision: 1, mode: 'write' as const };
    const turn = { guards: [guard], change: () => void written.push('turn'), stillHolds: async () => no };
    const bare = startInputOf(event('mail', { change }));
    expect(Object.keys(bare).sort()).toEqual(['change', 'definitionId', 'guards', 'institution', 'startElementId', 'variables']);
    expect(bare).toMatchObject({
      guards: [],
      definitionId: 'known',
      institution: 'town',
      startElementId: 'mail',
      variables: { a: 1 },
    });
    bare.change!(new RowChanges(), 'one');
    const more = { businessKey: 'K', startedBy: 'anna', types: { a: 'Long' } as never, instanceId: 'given' };
    const full = startInputOf(event('mail', { change, guards: [{ ...guard, id: 'own' }], ...more }), turn);
    expect(full).toMatchObject({ ...more, guards: [{ id: 'own' }, { id: 'g' }] });
    full.change!(new RowChanges(), 'two');
    expect(written).toEqual(['one', 'two', 'turn']);
    expect(await full.stillHolds!()).toBe(no);
  });
});
