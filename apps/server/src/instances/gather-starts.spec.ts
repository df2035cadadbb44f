import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { rejected } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, hour, PlayServer } from '../../../../test/support/play-server.ts';
import { modelFile } from '../../../../test/support/small-model.ts';
import type { Definition } from '../models/index.ts';
import { Definitions } from '../models/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { DuplicateRow } from '../platform/errors.ts';
import { Ids } from '../platform/ids.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { StartInput } from './command-instance.ts';
import { Instances } from './command-instance.ts';
import type { EventStart } from './event-start.ts';
import { GatherStarts } from './gather-starts.ts';
import { historyInstanceTable, instanceTable, startArrivalTable, startGatheringTable } from './tables.ts';

const events = `<messageEventDefinition messageRef="paper"/><messageEventDefinition messageRef="stamp"/><signalEventDefinition signalRef="bell"/>`;
const timer = '<timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition>';
const condition = (value: string) =>
  `<conditionalEventDefinition><condition xsi:type="tFormalExpression">= ${value}</condition></conditionalEventDefinition>`;
const model = (key: string, definitions: string) =>
  modelFile(
    key,
    `<startEvent id="start" parallelMultiple="true">${definitions}</startEvent>
     <userTask id="check"/><sequenceFlow id="a" sourceRef="start" targetRef="check"/>`,
    `<message id="paper" name="${key}.paper"/><message id="stamp" name="${key}.stamp"/><signal id="bell" name="${key}.bell"/>`,
  );

describe('Events that start a case together', () => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let home: string;
  let key: string;
  let definition: Definition;
  let count = 0;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    home = (await server.as('admin')).institution;
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });
  const deploy = async (definitions: string) =>
    (definition = (await server.get(Definitions).byId(await server.deploy(model(key, definitions))))!);
  beforeEach(async () => {
    key = `gathered-${++count}`;
    await deploy(events);
  });

  const [paper, stamp, bell] = [0, 1, 2];
  const way = (at: number) => definition.process.startEvents[at]!;
  const event = (more: Partial<EventStart> = {}): EventStart => ({
    definitionId: definition.row.id,
    elementId: 'start',
    definitionIndex: null,
    institution: home,
    variables: {},
    guards: [],
    change: () => undefined,
    ...more,
  });
  /** @param parts in the place of the server's own */
  const gathering = (parts: { committer?: Partial<Committer>; instances?: Partial<Instances> } = {}) =>
    new GatherStarts(
      server.database,
      (parts.committer ?? server.get(Committer)) as Committer,
      (parts.instances ?? server.get(Instances)) as Instances,
      server.get(Clock),
      server.get(Ids),
    );
  const come = (at: number, more: Partial<EventStart> = {}, gather = gathering()) =>
    gather.run(server.command(), definition, way(at), event(more));
  const kept = { answer: {}, sent: [] };
  const startedBy = async (at: number, more: Partial<EventStart> = {}) => {
    const { instanceId } = accepted((await come(at, more)).answer);
    return (await server.database.reader.byId(instanceTable, instanceId!))!;
  };
  const arrivals = () => server.database.reader.find(startArrivalTable, 'process_key = ?', [key], { orderBy: 'arrived_at, id' });
  const keys = async () => (await arrivals()).map(({ businessKey }) => businessKey);

  it('are kept with what they brought, for whom and since when', async () => {
    const written: unknown[] = [];
    const change = (_: RowChanges, instanceId: string | undefined) => void written.push(instanceId);
    const types = { a: 'String' } as never;
    expect(await come(paper, { businessKey: 'K', correlationKey: 'C', variables: { a: 1 }, types, change })).toEqual(kept);
    expect(await come(stamp, { correlationKey: 'C' })).toEqual(kept);
    expect(await come(bell)).toEqual(kept);
    const row = { institution: 'shared', processKey: key, elementId: 'start', caseInstitution: home };
    const arrived = { ...row, arrivedAt: server.clock.now(), eventKey: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown };
    const id = expect.any(String) as unknown;
    expect(await arrivals()).toEqual([
      { ...arrived, id, pot: 'K', businessKey: 'K', variables: { a: 1 }, types: { a: 'String' } },
      { ...arrived, id, pot: 'C', businessKey: null, variables: {}, types: {} },
      { ...arrived, id, pot: '', businessKey: null, variables: {}, types: {} },
    ]);
    expect(new Set((await arrivals()).map(({ eventKey }) => eventKey)).size).toBe(3);
    expect(written).toEqual([undefined]);
  });

  it('count once each: a message again waits, a signal again is over', async () => {
    await come(paper, { businessKey: 'K' });
    expect(await come(paper, { businessKey: 'K' })).toEqual({
      answer: rejected('subscription-closed', 'start has this message already.'),
      sent: [],
    });
    await come(bell, { businessKey: 'K' });
    const written: unknown[] = [];
    expect(await come(bell, { businessKey: 'K', change: (_, id) => void written.push(id) })).toEqual(kept);
    expect([await keys(), written]).toEqual([['K', 'K'], [undefined]]);
    const has = (at: number, more: Partial<EventStart>) => gathering().has(definition, way(at), event(more));
    const asked = [
      has(paper, { businessKey: 'K' }),
      has(stamp, { businessKey: 'K' }),
      has(paper, { businessKey: 'L' }),
      has(paper, {}),
    ];
    expect(await Promise.all(asked)).toEqual([true, false, false, false]);
    expect(await has(paper, { businessKey: 'K', institution: 'elsewhere' })).toBe(false);
  });

  it('start the case with what all of them brought, the later before the earlier', async () => {
    const change = (_: RowChanges, id: string | undefined) => void written.push(id);
    const written: unknown[] = [];
    await come(stamp, { correlationKey: 'C', variables: { a: 1, b: 1, c: 1 }, types: { a: 'String', b: 'String' } as never });
    server.clock.advance(hour);
    await come(paper, { correlationKey: 'C', variables: { b: 2, c: 2 }, types: { b: 'Object' } as never });
    let given: StartInput | undefined;
    const instances: Partial<Instances> = {
      startOnly: (command, input) => server.get(Instances).startOnly(command, (given = input)),
    };
    const { answer, sent } = await come(bell, { correlationKey: 'C', variables: { c: 3 }, change }, gathering({ instances }));
    const { instanceId } = accepted(answer);
    expect([sent, written]).toEqual([[], [instanceId]]);
    expect(given).toMatchObject({
      variables: { a: 1, b: 2, c: 3 },
      types: { a: 'String', b: 'Object' },
      startElementId: 'start',
    });
    expect(given).not.toHaveProperty('businessKey');
    expect(await arrivals()).toEqual([]);
    expect((await server.database.reader.byId(historyInstanceTable, instanceId!))!.businessKey).toBeNull();
    // of two at the same time, the one that was kept later
    for (const at of [stamp, paper]) await come(at, { correlationKey: 'C', variables: { a: at } });
    await come(bell, { correlationKey: 'C' }, gathering({ instances }));
    expect(given!.variables).toEqual({ a: paper });
    expect(given).not.toHaveProperty('types');
  });

  it('belong together by their key; one without any goes to the pot that waits for longest', async () => {
    for (const businessKey of ['L', 'K', 'M']) await come(paper, { businessKey });
    server.clock.advance(hour);
    for (const businessKey of ['K', 'L']) await come(stamp, { businessKey });
    expect((await startedBy(bell)).businessKey).toBe('L');
    expect((await startedBy(bell)).businessKey).toBe('K');
    expect(await come(bell)).toEqual(kept);
    expect(await keys()).toEqual(['M', null]);
    // what came without a key is there for whichever pot is the first to need it
    expect((await startedBy(stamp, { businessKey: 'M' })).businessKey).toBe('M');
    expect(await arrivals()).toEqual([]);
    for (const at of [paper, stamp]) expect(await come(at)).toEqual(kept);
    expect((await startedBy(bell)).businessKey).toBeNull();
  });

  it('belong together within one institution', async () => {
    await come(paper, { institution: 'elsewhere' });
    await come(stamp, { institution: 'elsewhere' });
    expect(await come(bell)).toEqual(kept);
    expect(await arrivals()).toHaveLength(3);
  });

  it('are told apart by what they are and what they wait for', async () => {
    const sameName = model(key, `${events}${timer}${timer.replace('1H', '2H')}${condition('a')}${condition('b')}`);
    const all = sameName.replace(`name="${key}.bell"`, `name="${key}.paper"`);
    definition = (await server.get(Definitions).byId(await server.deploy(all)))!;
    for (const [at] of definition.process.startEvents.entries()) if (at > 0) expect(await come(at)).toEqual(kept);
    expect(new Set((await arrivals()).map(({ eventKey }) => eventKey)).size).toBe(6);
    expect((await come(paper)).answer).toHaveProperty('instanceId');
  });

  it('are forgotten by a version of the process that does not wait for them', async () => {
    await come(paper);
    await come(bell);
    const changes = new RowChanges();
    const row = { ...definition.row };
    await gathering().published(row, definition.process, changes);
    await gathering().published({ ...row, processKey: 'another' }, { ...definition.process, startEvents: [] }, changes);
    await gathering().published({ ...row, institution: 'another' }, { ...definition.process, startEvents: [] }, changes);
    expect(changes.list()).toEqual([]);
    const startEvents = definition.process.startEvents.map(({ needsAll, ...each }) =>
      each.kind === 'signal' ? each : { ...each, needsAll: needsAll! },
    );
    await gathering().published(row, { ...definition.process, startEvents }, changes);
    const [, second] = await arrivals();
    expect(changes.list()).toEqual([{ op: 'delete', table: startArrivalTable, id: second!.id }]);
    const elsewhere = startEvents.map((each) => ({ ...each, elementId: 'other', needsAll: true as const }));
    await gathering().published(row, { ...definition.process, startEvents: elsewhere }, changes);
    expect(changes.list()).toHaveLength(2);
  });

  describe('that arrive at the same time', () => {
    const first = new DuplicateRow(startGatheringTable.name);
    /** @param fates of the first commits */
    const committing = (...fates: ('lost' | Error)[]): Partial<Committer> => ({
      commit: async (plan) => {
        const fate = fates.shift();
        if (fate instanceof Error) throw fate;
        return fate ?? server.get(Committer).commit(plan);
      },
    });

    it('are decided on one after the other: who loses looks again', async () => {
      expect(await come(paper, {}, gathering({ committer: committing(first, 'lost') }))).toEqual(kept);
      expect(await arrivals()).toHaveLength(1);
      await expect(come(stamp, {}, gathering({ committer: committing(new DuplicateRow('task')) }))).rejects.toThrow('task');
    });

    it('raise one row, on which each of them relies', async () => {
      const plans: Parameters<Committer['commit']>[0][] = [];
      const committer: Partial<Committer> = {
        commit: (plan) => (plans.push(plan), server.get(Committer).commit(plan)),
      };
      const guards = [{ table: startArrivalTable, id: 'none', revision: 0, mode: 'rely' as const }];
      for (const at of [paper, stamp]) await come(at, {}, gathering({ committer }));
      const id = plans[1]!.guards[0]!.id;
      expect(id).toMatch(/^[0-9a-f]{64}$/);
      expect(plans.map((plan) => plan.guards)).toEqual([[], [{ table: startGatheringTable, id, revision: 1, mode: 'write' }]]);
      expect(plans[0]!.changes).toContainEqual({ op: 'insert', table: startGatheringTable, row: { id, revision: 1 } });
      expect(plans[1]!.changes).toContainEqual({ op: 'update', table: startGatheringTable, id, set: { revision: 2 } });
      expect(plans[0]).toMatchObject({ commands: [{ answer: {} }], answer: {}, afterCommit: [] });
      await expect(come(bell, { guards, businessKey: 'other' })).rejects.toThrow();
      const given: StartInput[] = [];
      const instances: Partial<Instances> = {
        startOnly: async (command, input) => (given.push(input), server.get(Instances).startOnly(command, input)),
      };
      expect((await come(bell, {}, gathering({ instances }))).answer).toHaveProperty('instanceId');
      expect(given[0]!.guards).toEqual([{ table: startGatheringTable, id, revision: 2, mode: 'write' }]);
      expect((await server.database.reader.byId(startGatheringTable, id))!.revision).toBe(3);
      expect(await given[0]!.stillHolds!()).toEqual(
        rejected('subscription-closed', 'Another event of start arrived at the same time.', { elementId: 'start' }),
      );
    });

    it('begin one case, whichever is the last', async () => {
      for (const at of [paper, stamp]) await come(at);
      const fates = [first, rejected('subscription-closed', 'another came first')];
      const startOnly: Instances['startOnly'] = async (command, input) => {
        expect(await input.stillHolds!()).toBeUndefined();
        const fate = fates.shift();
        if (fate instanceof Error) throw fate;
        return fate ? { answer: fate, sent: [] } : server.get(Instances).startOnly(command, input);
      };
      expect((await come(bell, {}, gathering({ instances: { startOnly } }))).answer).toHaveProperty('instanceId');
      expect(fates).toEqual([]);
    });

    it('are told what refuses the start, and when there is no end of others', async () => {
      for (const at of [paper, stamp]) await come(at);
      const startWith = (fate: () => never | object) =>
        come(bell, {}, gathering({ instances: { startOnly: async () => ({ answer: fate() as never, sent: [] }) } }));
      const no = rejected('not-allowed', 'no');
      expect(await startWith(() => no)).toEqual({ answer: no, sent: [] });
      await expect(
        startWith(() => {
          throw new DuplicateRow('task');
        }),
      ).rejects.toThrow('task');
      let tries = 0;
      const busy = await startWith(() => (tries++, rejected('subscription-closed', 'another')));
      expect(busy).toEqual({
        answer: rejected('too-busy', 'Too many events arrive at start at once. Try again.'),
        sent: [],
      });
      expect(tries).toBe(20);
    });
  });
});
