import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { PlayServer } from '../../../../test/support/play-server.ts';
import type { Actor } from '../identity/index.ts';
import type { Decisions, Definition, Definitions } from '../models/index.ts';
import { Committer } from '../platform/committer.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { HistoryTaskRow } from '../tasks/tables.ts';
import { historyTaskTable } from '../tasks/tables.ts';
import type { Instances, LoadedInstance } from './command-instance.ts';
import { FindCase } from './find-case.ts';
import { ListCases } from './list-cases.ts';
import { OwnPartOfCase } from './own-part-of-case.ts';
import type { HistoryActivityRow, HistoryInstanceRow } from './tables.ts';
import { historyActivityTable, historyDecisionTable, historyInstanceTable, historyVariableTable } from './tables.ts';

const literal = (source: string) => ({ language: 'literal', source });
const task = (name: string, ...candidateGroups: object[]) => ({ model: { type: 'userTask', name, texts: {}, candidateGroups } });

describe('The view of a case', () => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let reader: Actor;
  let partner: Actor;
  let institution: string;
  let count = 0;
  let id: string;
  let definition: Definition | undefined;
  let running: LoadedInstance | undefined;
  let rulesRead: string[];

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    reader = { ...(await server.as('case-handler-1')), language: 'en' };
    ({ institution } = reader);
    partner = { ...reader, roles: [], isPartner: true };
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });
  beforeEach(() => {
    id = `seen-${++count}`;
    definition = running = undefined;
    rulesRead = [];
  });

  const write = async (change: (changes: RowChanges) => void) => {
    const changes = new RowChanges();
    change(changes);
    const plan = { guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] };
    expect(await server.get(Committer).commit(plan)).not.toBe('lost');
  };
  const cases = () => {
    const rules = [
      { id: 'r1', inputs: ['big'] },
      { id: 'r2', inputs: ['small'] },
    ];
    return new ListCases(
      server.database,
      { byId: async () => definition } as unknown as Definitions,
      { load: async () => running } as unknown as Instances,
      { rulesOf: async (of: string) => (rulesRead.push(of), rules) } as unknown as Decisions,
      server.get(FindCase),
      server.get(OwnPartOfCase),
    );
  };
  const detail = async (actor = reader) => (await cases().detail(actor, id))!;
  const caseOf = (more: Partial<HistoryInstanceRow> = {}): HistoryInstanceRow => ({
    id,
    institution,
    unit: null,
    definitionId: 'model-1',
    processKey: 'permit',
    businessKey: null,
    startedBy: null,
    startedAt: 10,
    endedAt: null,
    outcome: null,
    endReason: null,
    startElementId: null,
    endElementId: null,
    parentInstanceId: null,
    rootInstanceId: id,
    search: '',
    ...more,
  });
  const activity = (name: string, position: number, more: Partial<HistoryActivityRow> = {}): HistoryActivityRow => ({
    id: `${id}-${position}`,
    institution,
    instanceId: id,
    definitionId: 'model-1',
    processKey: 'permit',
    position,
    parentActivityInstanceId: id,
    elementId: name,
    elementType: 'userTask',
    elementName: null,
    loopIndex: null,
    taskId: null,
    assignee: null,
    childInstanceId: null,
    startedAt: position,
    endedAt: null,
    outcome: null,
    ...more,
  });
  const began = (row: HistoryInstanceRow, ...activities: HistoryActivityRow[]) =>
    write((changes) => {
      changes.insert(historyInstanceTable, row);
      for (const each of activities) changes.insert(historyActivityTable, each);
    });

  it('says no more than is known', async () => {
    await began(caseOf(), activity('check', 1));
    expect(await detail()).toStrictEqual({
      id,
      processKey: 'permit',
      processName: 'permit',
      definitionId: 'model-1',
      version: 0,
      institution,
      state: 'active',
      startedAt: 10,
      whole: true,
      positions: [{ elementId: 'check', count: 1 }],
      adHoc: [],
      activities: [{ id: `${id}-1`, elementId: 'check', elementType: 'userTask', startedAt: 1 }],
      decisions: [],
      variables: {},
      called: [],
    });
    expect(await cases().detail(reader, 'none')).toBeUndefined();
  });

  it('says why it was ended early, to who sees all of it', async () => {
    const reasonOf = async (row: Partial<HistoryInstanceRow>) => {
      id = `seen-${++count}`;
      await began(caseOf({ endedAt: 20, ...row }));
      return (await detail()).endReason;
    };
    expect(await reasonOf({ outcome: 'terminated', endReason: 'a mistake' })).toBe('a mistake');
    expect(await reasonOf({ outcome: 'failed', endReason: 'an error' })).toBeUndefined();
    await began({ ...caseOf({ endedAt: 20, outcome: 'terminated' }), id: 'no-reason' });
    expect(await cases().detail(reader, 'no-reason')).not.toHaveProperty('endReason');
  });

  it('stands where something is going on, counted by items, in the order in which it began', async () => {
    const done = { endedAt: 5, outcome: 'completed' };
    const entered = [
      activity('late', 9),
      activity('item', 3),
      activity('item', 4),
      activity('item', 5, done),
      activity('body', 2, { elementType: 'multiInstanceBody' }),
      activity('start', 1, done),
    ];
    await began(caseOf(), ...entered);
    const { positions, activities } = await detail();
    expect(positions).toEqual([
      { elementId: 'item', count: 2 },
      { elementId: 'late', count: 1 },
    ]);
    expect(activities.map(({ elementId }) => elementId)).toEqual(['start', 'body', 'item', 'item', 'item', 'late']);
    expect(activities[0]).toMatchObject({ endedAt: 5, outcome: 'completed' });
    expect(activities[5]).not.toHaveProperty('endedAt');
    expect(activities[5]).not.toHaveProperty('outcome');
  });

  it('names elements, the roles that may do them, and what they undo', async () => {
    const nodes: (readonly [string, object])[] = [
      ['check', task('Check', literal('lawyer'), { language: 'feel', source: 'x' }, literal('finance'))],
      ['plain', task('Plain', { language: 'feel', source: 'x' })],
      ['send', { model: { type: 'serviceTask', name: 'Send', texts: { lv: { name: 'Sūtīt' } } } }],
      ['pay', { id: 'pay', compensationHandler: { id: 'pay-back' }, model: { type: 'serviceTask', name: 'Pay', texts: {} } }],
      ['one', { id: 'one', compensationHandler: { id: 'both' }, model: { type: 'serviceTask', texts: {} } }],
      ['two', { id: 'two', compensationHandler: { id: 'both' }, model: { type: 'serviceTask', texts: {} } }],
    ];
    const row = { name: 'Permit', version: 4 };
    definition = { row, model: { texts: {} }, process: { nodes: new Map(nodes) } } as unknown as Definition;
    await began(caseOf(), ...['check', 'plain', 'send', 'pay-back', 'both'].map((each, at) => activity(each, at + 1)));
    const { activities, processName, version, positions } = await detail();
    expect([processName, version, positions[0]]).toEqual(['Permit', 4, { elementId: 'check', name: 'Check', count: 1 }]);
    expect(activities.map(({ id: _, elementId: __, elementType: ___, startedAt: ____, ...rest }) => rest)).toStrictEqual([
      { name: 'Check', roles: ['lawyer', 'finance'] },
      { name: 'Plain' },
      { name: 'Send' },
      { undoes: { elementId: 'pay', name: 'Pay' } },
      {},
    ]);
    const latvian = await detail({ ...reader, language: 'lv' });
    expect(latvian.activities[2]!.name).toBe('Sūtīt');
  });

  it('says who did what, also where nobody had taken it before', async () => {
    const tasks: Partial<HistoryTaskRow>[] = [
      { activityInstanceId: `${id}-1`, completedBy: 'anna' },
      { activityInstanceId: `${id}-2`, completedBy: 'anna', assignee: 'ben' },
      { activityInstanceId: `${id}-3`, completedBy: null },
      { activityInstanceId: `${id}-4`, completedBy: 'anna', elementId: 'check.opinion' },
      { activityInstanceId: `${id}-5`, completedBy: 'anna', instanceId: 'another' },
    ];
    const others = [activity('check', 1), activity('check', 2, { assignee: 'ben' }), activity('check', 3)];
    await began(caseOf(), ...others, activity('check', 4), activity('check', 5));
    await write((changes) => {
      for (const [at, more] of tasks.entries())
        changes.insert(historyTaskTable, {
          ...{ id: `${id}-task-${at}`, institution, unit: null, instanceId: id, definitionId: 'model-1', processKey: 'permit' },
          ...{ businessKey: null, activityInstanceId: '', elementId: 'check', name: null, assignee: null, priority: 0 },
          ...{ dueAt: null, dueRule: null, legalBasis: null, followUpAt: null, startedAt: 1, endedAt: 2, outcome: 'completed' },
          ...{ completedBy: null, reason: null, ...more },
        });
    });
    expect((await detail()).activities.map(({ assignee }) => assignee)).toEqual(['anna', 'ben', undefined, undefined, undefined]);
  });

  it('has its decisions with the rules that made them, in their order', async () => {
    await began(caseOf());
    const content = {
      inputs: [{ id: 'i', name: 'trees', value: 3 }],
      matchedRules: ['r2', 'gone'],
      outputs: [{ fee: 1 }],
      result: 1,
    };
    const decision = {
      ...{ institution, instanceId: id, definitionId: 'model-1', processKey: 'permit', activityInstanceId: 'a' },
      ...{ elementId: 'rule', decisionKey: 'fee', decisionDefinitionId: 'd', evaluatedBy: 'anna', evaluatedAt: 5 },
      ...{ rootDecisionId: 'b', position: 0, decisionName: null, content },
    };
    const rows = [
      { ...decision, id: `${id}-4`, evaluatedAt: 6 },
      { ...decision, id: `${id}-3`, rootDecisionId: 'c', decisionDefinitionId: null },
      { ...decision, id: `${id}-2`, position: 1, content: { ...content, matchedRules: [] } },
      { ...decision, id: `${id}-1`, decisionName: 'Fee' },
    ];
    await write((changes) => rows.forEach((each) => changes.insert(historyDecisionTable, each)));
    const { decisions } = await detail();
    expect(decisions.map((each) => each.id)).toEqual([1, 2, 3, 4].map((at) => `${id}-${at}`));
    expect(decisions[0]).toStrictEqual({
      ...{ id: `${id}-1`, activityId: 'a', rootId: 'b', elementId: 'rule', decisionKey: 'fee', name: 'Fee', evaluatedAt: 5 },
      ...content,
      inputs: [{ name: 'trees', value: 3 }],
      rules: [{ inputs: ['small'] }, {}],
    });
    expect(decisions[1]).not.toHaveProperty('name');
    expect([decisions[1]!.rules, decisions[2]!.rules]).toEqual([[], [{}, {}]]);
    expect(rulesRead).toEqual(['d', 'd']);
  });

  it('has its variables, of an ended case as its history has them', async () => {
    await began(caseOf({ endedAt: 9, outcome: 'completed' }));
    const row = {
      institution,
      definitionId: 'model-1',
      processKey: 'permit',
      type: null,
      salt: '',
      version: 1,
      createdAt: 1,
      updatedAt: 1,
    };
    const rows = [
      [id, id, 'trees', 3],
      [id, 'inner', 'local', 4],
      ['another', id, 'other', 5],
    ] as const;
    await write((changes) => {
      for (const [instanceId, scopeId, name, value] of rows)
        changes.insert(historyVariableTable, { ...row, id: `${id}-${name}`, instanceId, scopeId, name, value });
    });
    running = {} as LoadedInstance;
    expect((await detail()).variables).toEqual({ trees: 3 });
  });

  it('has the cases that it called, the first one first', async () => {
    await began(caseOf({ parentInstanceId: 'above', businessKey: 'K', startedBy: 'anna' }));
    const child = (name: string, startedAt: number, more: Partial<HistoryInstanceRow> = {}) =>
      began({ ...caseOf(), id: `${id}-${name}`, parentInstanceId: id, processKey: name, startedAt, ...more });
    await child('c', 8, { outcome: 'completed', endedAt: 9 });
    await child('b', 8);
    await child('d', 7, { institution: 'elsewhere' });
    await child('a', 9);
    expect(await detail()).toMatchObject({ parentId: 'above', businessKey: 'K', startedBy: 'anna' });
    expect((await detail()).called).toEqual([
      { id: `${id}-b`, processKey: 'b', state: 'active' },
      { id: `${id}-c`, processKey: 'c', state: 'completed' },
      { id: `${id}-a`, processKey: 'a', state: 'active' },
    ]);
  });

  it('is listed with those that began at the same time, by the later id', async () => {
    for (const name of ['a', 'c', 'b']) await began({ ...caseOf({ processKey: id, startedAt: 10 }), id: `${id}-${name}` });
    const { items, total } = await cases().list(reader, { state: 'open', processKey: id, limit: 10, offset: 0 });
    expect(items.map((item) => item.id)).toEqual(['c', 'b', 'a'].map((name) => `${id}-${name}`));
    expect(total).toBe(3);
    expect(await cases().list(partner, { state: 'open', processKey: id, limit: 10, offset: 0 })).toEqual({ items: [], total: 0 });
  });
});
