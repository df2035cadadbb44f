import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Need, ScopeState, Snapshot } from '@gaita/engine';
import { storeApart, undoOf } from '@gaita/engine';
import { RowChanges } from '../../platform/write-plan.ts';
import { OpenInstance } from '../open-instance.ts';
import type { PartReader } from '../read-parts.ts';
import type { InstanceRow, InstanceUndoRow } from '../tables.ts';
import {
  historyActivityTable,
  historyVariableTable,
  instanceTable,
  journalTable,
  receiptCounterTable,
  startGatheringTable,
} from '../tables.ts';
import { historyUndo } from './history-undo.ts';
import type { NoteUndo, Noting } from './note-undo.ts';
import type { UndoContent } from './undo-content.ts';
import { undoRule, UndoRules } from './undo-rules.ts';
import { UndoSteps } from './undo-steps.ts';
import { variablesOfUndo } from './variables-of-undo.ts';

const command = { id: 'command', account: 'anna' };
const row = { id: 'case', institution: 'town', revision: 5, sequence: 9, state: 'ended', businessKey: 'L' } as InstanceRow;
const snapshot: Snapshot = { v: 2, instanceId: 'case', scopes: { case: { element: 'p' } } };
const variable = (id: string, value: number, type?: string) => ({ id, version: 1, value, ...(type && { type }) });

describe('A completion that is taken back', () => {
  let changes: RowChanges;
  let told: unknown[];
  let needs: Need[];

  beforeEach(() => {
    changes = new RowChanges();
    told = [];
    needs = [];
  });

  const steps = () => {
    const rules = new UndoRules();
    for (const rule of historyUndo) rules.register(rule);
    rules.register(undoRule({ table: receiptCounterTable }));
    rules.register(
      undoRule({
        table: startGatheringTable,
        restored: (restored, { wasDeleted }, context) => told.push(['restored', restored, wasDeleted, context.now]),
        removed: (id, context) => told.push(['removed', id, context.now]),
      }),
    );
    const notes = { run: async (...[, noting]: [RowChanges, Noting]) => [{ id: noting.account }] };
    return new UndoSteps(rules, { next: () => 'new', prefix: () => '' }, notes as unknown as NoteUndo);
  };
  /** @param stored scopes that can be read */
  const opened = (now: Snapshot, stored: Readonly<Record<string, ScopeState>> = {}) => {
    const needed = async (_: Snapshot, __: number, need: Need) => {
      needs.push(need);
      return { scopes: stored, rows: new Map(Object.keys(stored).map((id) => [id, 1])) };
    };
    return new OpenInstance({ needed } as unknown as PartReader, 5, now, new Map());
  };
  const run = async (content: Partial<UndoContent>, open = opened(snapshot)) => {
    const whole = { deleted: [], changed: [], created: {}, entered: { variables: {} }, ...content };
    const undo = { taskId: 'task', sequence: 8, content: whole } as unknown as InstanceUndoRow;
    const done = await steps().run(command, undo, row, open, { now: 77, changes, afterCommit: () => undefined });
    return { ...done, open };
  };

  it('is a step of its own, in the journal by its task and nothing else', async () => {
    const done = await run({}, opened({ ...snapshot, businessKey: 'K' }));
    const records = [{ kind: 'completionTakenBack', taskId: 'task', sequence: 8 }];
    expect(done).toMatchObject({ row: { ...row, sequence: 10, businessKey: 'K', state: 'active' }, records });
    expect(changes.list()).toEqual([
      { op: 'update', table: instanceTable, id: 'case', set: { sequence: 10, businessKey: 'K', state: 'active' } },
      {
        op: 'insert',
        table: journalTable,
        row: {
          id: 'new',
          institution: 'town',
          instanceId: 'case',
          sequence: 10,
          commandId: 'command',
          actor: 'anna',
          at: 77,
          records,
        },
      },
    ]);
    expect((await run({})).row.businessKey).toBeNull();
    expect(done.open.touched.size).toBe(0);
  });

  it('leaves no row that it created, or marks it', async () => {
    await run({
      created: { start_gathering: [['g', 1]], history_activity: [['a'], ['b']], receipt_counter: [['c']], unknown: [['u']] },
    });
    expect(changes.list().slice(0, 4)).toEqual([
      { op: 'delete', table: startGatheringTable, id: 'g' },
      { op: 'update', table: historyActivityTable, id: 'a', set: { endedAt: 77, outcome: 'canceled' } },
      { op: 'update', table: historyActivityTable, id: 'b', set: { endedAt: 77, outcome: 'canceled' } },
      { op: 'delete', table: receiptCounterTable, id: 'c' },
    ]);
    expect(changes.list()).toHaveLength(6);
    expect(told).toEqual([['removed', 'g', 77]]);
  });

  it('brings back what it deleted, with the next revision where it has one', async () => {
    await run({
      deleted: [
        { table: 'start_gathering', row: { id: 'g', revision: 3 } },
        { table: 'history_variable', row: { id: 'v', name: 'a' } },
        { table: 'unknown', row: { id: 'u' } },
      ],
    });
    expect(changes.list().slice(0, -2)).toEqual([
      { op: 'insert', table: startGatheringTable, row: { id: 'g', revision: 4 } },
      { op: 'insert', table: historyVariableTable, row: { id: 'v', name: 'a' } },
    ]);
    expect(told).toEqual([['restored', { id: 'g', revision: 4 }, true, 77]]);
  });

  it('makes what it changed as it was, and never gives a revision twice', async () => {
    await run({
      changed: [
        { table: 'start_gathering', id: 'g', before: { revision: 3 }, revision: 4 },
        { table: 'receipt_counter', id: 'c', before: { value: 8 } },
        { table: 'unknown', id: 'u', before: { value: 8 } },
      ],
    });
    expect(changes.list().slice(0, -2)).toEqual([
      { op: 'update', table: startGatheringTable, id: 'g', set: { revision: 5 } },
      { op: 'update', table: receiptCounterTable, id: 'c', set: { value: 8 } },
    ]);
    expect(told).toEqual([['restored', { id: 'g', revision: 3 }, false, 77]]);
  });

  it('gives the snapshot and the variables back as they were', async () => {
    const before: Snapshot = { ...snapshot, scopes: { case: { element: 'p', variables: { a: variable('v', 1, 'Long') } } } };
    const after: Snapshot = {
      ...snapshot,
      scopes: {
        case: { element: 'p', variables: { a: { ...variable('v', 2), version: 2 }, b: variable('w', 3) } },
        sub: { element: 's', parent: 'case' },
      },
    };
    const { open } = await run({ step: undoOf(before, after) }, opened(after));
    expect(open.snapshot).toEqual(before);
    expect([...open.touched]).toEqual(['case', 'sub']);
    expect(changes.list()[0]).toEqual({
      op: 'update',
      table: historyVariableTable,
      id: 'v',
      set: { value: 1, type: 'Long', version: 1, updatedAt: 77, salt: expect.stringMatching(/^[\w-]{16}$/) as unknown },
    });
    expect(changes.get(historyVariableTable, 'w')).toBeUndefined();
    const untyped = undoOf({ ...snapshot, scopes: { case: { element: 'p', variables: { a: variable('x', 1) } } } }, after);
    await run({ step: untyped }, opened(after));
    expect(changes.get(historyVariableTable, 'x')).toMatchObject({ type: null });
    expect(needs).toEqual([]);
  });

  describe('of a case whose items are stored apart', () => {
    const loop = { sequential: false, total: 2, started: 2, completed: 0 };
    const together: Snapshot = {
      ...snapshot,
      scopes: {
        case: { element: 'p' },
        body: { element: 'b', parent: 'case', loop },
        one: { element: 'b', parent: 'body', token: { element: 'b' } },
        two: { element: 'b', parent: 'body', token: { element: 'b' } },
      },
    };
    const apart = storeApart(together, 'z');
    const { one, ...others } = apart.scopes;
    const done = { ...one!, token: { element: 'b', phase: 'after' as const } };
    const item = undoOf(apart, { ...apart, scopes: { ...apart.scopes, one: done } });
    const stored: Snapshot = { ...apart, scopes: others, apart: { scopes: [], below: [] } };

    it('reads the items that it gives back, and writes only those', async () => {
      const { open } = await run({ step: item }, opened(stored, { one: done }));
      expect(needs).toEqual([{ scopeIds: ['one'], below: [] }]);
      expect(open.snapshot.scopes['one']).toEqual(one);
      expect([...open.touched]).toEqual(['one']);
    });

    it('reads nothing where they are here', async () => {
      await run({ step: item }, opened({ ...stored, scopes: { ...others, one: done } }));
      expect(needs).toEqual([]);
    });

    it('reads and writes all when they were stored together before', async () => {
      const { open } = await run({ step: { ...item, wasApart: false } }, opened(stored, { one: done }));
      expect(needs).toEqual([{ scopeIds: [], below: ['case'] }]);
      expect(open.snapshot.apart).toBeUndefined();
      expect([...open.touched].sort()).toEqual(['body', 'case', 'one', 'two']);
    });

    it('writes all when they are to be apart again', async () => {
      const step = { ...undoOf(together, { ...together, businessKey: 'K' }), wasApart: true };
      const { open } = await run({ step }, opened(together));
      expect(needs).toEqual([]);
      expect(open.snapshot.apart).toEqual({ scopes: [], below: ['case'] });
      expect([...open.touched]).toEqual(['case', 'body', 'one', 'two']);
    });
  });

  it('knows the variables that it may have written, whichever part of the snapshot was replaced', () => {
    const [a, b] = [variable('a', 1), variable('b', 2)];
    const of = (patch?: object) => variablesOfUndo({ ...(patch && { patch: patch as never }), wasApart: false, isApart: false });
    for (const none of [undefined, { was: 1 }, { in: {} }, { in: { scopes: { gone: true } } }]) expect(of(none)).toEqual([]);
    const inScope = (scope: object) => of({ in: { scopes: { in: { s: scope } } } });
    expect(inScope({ was: { variables: { a, b } } })).toEqual([a, b]);
    expect(inScope({ was: { element: 'e' } })).toEqual([]);
    expect(inScope({ gone: true })).toEqual([]);
    expect(inScope({ in: { element: { was: 'e' } } })).toEqual([]);
    expect(inScope({ in: { variables: { was: { a } } } })).toEqual([a]);
    expect(inScope({ in: { variables: { gone: true } } })).toEqual([]);
    expect(inScope({ in: { variables: { in: { a: { was: a }, b: { gone: true } } } } })).toEqual([a]);
  });

  it('is noted with the completion', async () => {
    expect(await steps().note(changes, { account: 'anna' } as Noting)).toEqual([{ id: 'anna' }]);
  });
});
