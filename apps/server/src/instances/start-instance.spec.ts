import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Snapshot, Trigger } from '@gaita/engine';
import { auditEntryTable } from '../audit/index.ts';
import type { Definition, Definitions } from '../models/index.ts';
import { VirtualClock } from '../platform/clock.ts';
import type { Committer } from '../platform/committer.ts';
import type { Command, WritePlan } from '../platform/write-plan.ts';
import type { AdvanceInstance, Stepped } from './advance-instance.ts';
import type { Decision, LoadedInstance, Started, StartInput } from './command-instance.ts';
import type { LoadInstance, StoredInstance } from './load-instance.ts';
import { OpenInstance } from './open-instance.ts';
import type { PartReader } from './read-parts.ts';
import { StartInstance } from './start-instance.ts';
import { historyInstanceTable, instanceTable, receiptCounterTable } from './tables.ts';

const definition = { row: { id: 'model-1', processKey: 'permit' }, process: { id: 'permit' } } as unknown as Definition;
const command = { id: 'command', account: 'anna' };
const input: StartInput = { definitionId: 'model-1', institution: 'town', variables: { a: 1 } };
const guard = (id: string) => ({ table: receiptCounterTable, id, revision: 1, mode: 'write' as const });
const no = rejected('not-allowed', 'no');

describe('The start of a case', () => {
  let kept: StoredInstance[];
  let triggers: Trigger[];
  let plans: WritePlan[];
  let refused: Rejection | undefined;
  let ended: Snapshot['ended'];
  /** What is stored under the command's key already. */
  let known: Started | undefined;

  beforeEach(() => {
    [kept, triggers, plans] = [[], [], []];
    refused = ended = known = undefined;
  });

  const start = (more: Partial<StartInput> = {}) => {
    const run = async (
      ...[, , row, open, trigger, , afterCommit]: Parameters<AdvanceInstance['run']>
    ): Promise<Stepped | Rejection> => {
      triggers.push(trigger);
      if (refused && (trigger.type === 'start') === (more.then === undefined)) return refused;
      const scopes = ended ? {} : { [row.id]: { element: 'permit' } };
      const snapshot: Snapshot = { v: 2, instanceId: row.id, scopes, ...(ended && { ended }) };
      open?.step({ ...snapshot, businessKey: 'second' }, []);
      afterCommit(() => undefined);
      const records = [{ kind: 'deliverySent', deliveryId: `d${triggers.length}` }, { kind: 'flowTaken' }] as never;
      return { row: { ...row, sequence: row.sequence + 1 }, snapshot: open?.snapshot ?? snapshot, records };
    };
    const commit = async (_: Command, prepare: () => Promise<WritePlan | Rejection>) => {
      const plan = await prepare();
      if (isRejection(plan)) return plan;
      plans.push(plan);
      return known ?? plan.answer;
    };
    const load = {
      keep: (stored: StoredInstance) => kept.push(stored),
      open: ({ row, snapshot, parts }: StoredInstance) => new OpenInstance({} as PartReader, row.revision, snapshot, parts),
    };
    const starter = new StartInstance(
      { byId: async (id: string) => (id === 'model-1' ? definition : undefined) } as unknown as Definitions,
      { run } as unknown as AdvanceInstance,
      { run: commit } as unknown as Committer,
      load as unknown as LoadInstance,
      new VirtualClock(77),
      { next: () => 'made', prefix: () => 'p' },
    );
    return starter.run(command, { ...input, ...more });
  };
  const inserted = (table: object) =>
    plans[0]!.changes.flatMap((change) => (change.op === 'insert' && change.table === table ? [change.row] : []));
  const row = {
    id: 'made',
    institution: 'town',
    unit: null,
    definitionId: 'model-1',
    processKey: 'permit',
    businessKey: null,
    parentInstanceId: null,
    rootInstanceId: 'made',
    startedBy: null,
    startedAt: 77,
  };
  const live = { revision: 1, sequence: 0, state: 'active', parentTokenId: null, callDepth: 0 };
  const past = { endedAt: null, outcome: null, endReason: null, startElementId: null, endElementId: null };

  it('is its rows and its first step in one commit', async () => {
    expect(await start()).toEqual({ answer: { instanceId: 'made', ended: false }, sent: ['d1'] });
    const snapshot = JSON.stringify({ v: 2, instanceId: 'made', scopes: { made: { element: 'permit' } } });
    expect(inserted(instanceTable)).toEqual([{ ...row, ...live, snapshot }]);
    expect(inserted(historyInstanceTable)).toEqual([{ ...row, ...past, search: '' }]);
    expect(triggers).toStrictEqual([{ type: 'start', instanceId: 'made', variables: { a: 1 } }]);
    expect(plans[0]).toMatchObject({
      instanceId: 'made',
      guards: [],
      commands: [{ command, answer: { instanceId: 'made', ended: false } }],
      answer: { instanceId: 'made', ended: false },
    });
    expect(plans[0]!.afterCommit).toHaveLength(1);
    expect(inserted(auditEntryTable)).toEqual([]);
    expect(kept).toMatchObject([{ row: { ...row, sequence: 1, snapshot }, parts: new Map(), definition, hasUndo: false }]);
  });

  it('takes what is known of who starts it, by which event, and who calls it', async () => {
    const calledBy = { instanceId: 'caller', tokenId: 't', rootInstanceId: 'root', callDepth: 2 };
    const types = { a: 'Long' } as never;
    const full = { instanceId: 'given', unit: 'u', startElementId: 'mail', businessKey: 'Ā-1', startedBy: 'anna', types };
    const written: unknown[] = [];
    await start({
      ...full,
      calledBy: { ...calledBy, scopeId: 's', compensable: true },
      guards: [guard('own')],
      change: (changes, id) => (changes.insert(receiptCounterTable, { id, value: 1, revision: 1 }), written.push(id)),
    });
    const own = {
      ...row,
      id: 'given',
      unit: 'u',
      businessKey: 'Ā-1',
      startedBy: 'anna',
      parentInstanceId: 'caller',
      rootInstanceId: 'root',
    };
    expect(inserted(instanceTable)).toMatchObject([{ ...own, ...live, parentTokenId: 't', callDepth: 3 }]);
    expect(inserted(historyInstanceTable)).toEqual([{ ...own, ...past, search: 'a-1' }]);
    const trigger = {
      type: 'start',
      instanceId: 'given',
      startElementId: 'mail',
      businessKey: 'Ā-1',
      initiator: 'anna',
      variables: { a: 1 },
      types,
    };
    const { rootInstanceId: _, callDepth: __, ...caller } = calledBy;
    expect(triggers).toStrictEqual([{ ...trigger, calledBy: { ...caller, scopeId: 's', compensable: true } }]);
    expect(inserted(auditEntryTable)).toMatchObject([
      {
        account: 'anna',
        institution: 'town',
        act: 'case-started',
        at: 77,
        objectType: 'case',
        objectId: 'given',
        instanceId: 'given',
      },
    ]);
    expect([written, inserted(receiptCounterTable).length, plans[0]!.guards]).toEqual([['given'], 1, [guard('own')]]);
    await start({ calledBy });
    expect(triggers[1]).toStrictEqual({ type: 'start', instanceId: 'made', variables: { a: 1 }, calledBy: caller });
  });

  it('is refused for want of a model, by who looks once more, and by the process', async () => {
    expect(await start({ definitionId: 'none' })).toEqual({
      answer: rejected('definition-unknown', 'No process definition has the id none.'),
      sent: [],
    });
    expect(await start({ stillHolds: async () => no })).toEqual({ answer: no, sent: [] });
    expect(triggers).toEqual([]);
    expect((await start({ stillHolds: async () => undefined })).answer).toHaveProperty('instanceId');
    triggers = [];
    refused = no;
    expect(await start()).toEqual({ answer: no, sent: [] });
    expect([plans.length, kept.length]).toEqual([1, 1]);
  });

  it('is not remembered when the case has ended, or when another start was the first', async () => {
    ended = 'completed';
    expect((await start()).answer).toEqual({ instanceId: 'made', ended: true });
    ended = undefined;
    known = { instanceId: 'earlier', ended: false };
    expect(await start()).toEqual({ answer: known, sent: [] });
    expect(kept).toEqual([]);
  });

  describe('with what goes along', () => {
    const then = (...decisions: Partial<Decision<unknown>>[]) => ({
      then: async () => decisions.map((decision) => ({ answer: () => null, ...decision })),
    });
    const trigger = { type: 'cancel', reason: 'r' } as Trigger;

    it('makes further steps, and writes further rows, in the same commit', async () => {
      const [effects, seen]: [string[], unknown[]] = [[], []];
      const { answer, sent } = await start({
        guards: [guard('own')],
        then: async (loaded: LoadedInstance, records, changes) => {
          const { at, ...rest } = loaded;
          seen.push(rest, await at({ scopeId: 'made', tokenId: 't' }), records.length, changes.has(instanceTable, 'made'));
          return [
            { trigger, guards: [guard('one')], change: (_, own) => void seen.push(own), answer: () => null },
            { afterCommit: () => void effects.push('told'), change: (_, own) => void seen.push(own), answer: () => null },
            { trigger, answer: () => null },
          ];
        },
      });
      expect(answer).toEqual({ instanceId: 'made', ended: false });
      expect(sent).toEqual(['d1', 'd2', 'd3']);
      expect(triggers).toMatchObject([{ type: 'start' }, trigger, trigger]);
      expect(plans[0]!.guards).toEqual([guard('own'), guard('one')]);
      expect(seen.slice(1)).toMatchObject([
        { instanceId: 'made', scopes: { made: {} } },
        2,
        true,
        [{ deliveryId: 'd2' }, { kind: 'flowTaken' }],
        [],
      ]);
      expect(seen[0]).toMatchObject({ row: { id: 'made', sequence: 1 }, process: definition.process, now: 77 });
      expect(plans[0]!.afterCommit).toHaveLength(4);
      for (const effect of plans[0]!.afterCommit) effect();
      expect(effects).toEqual(['told']);
      expect(kept).toMatchObject([{ row: { sequence: 3 }, snapshot: { businessKey: 'second' } }]);
    });

    it('is refused when any of it is', async () => {
      expect((await start({ then: async () => no })).answer).toEqual(no);
      refused = no;
      expect((await start(then({ trigger }))).answer).toEqual(no);
      expect(plans).toEqual([]);
      expect((await start(then({}))).answer).toHaveProperty('instanceId');
    });
  });
});
