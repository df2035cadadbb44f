import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Snapshot } from '@gaita/engine';
import { undoOf } from '@gaita/engine';
import type { Database } from '../../platform/database/database.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import type { InstanceRow } from '../tables.ts';
import {
  historyActivityTable,
  historyVariableTable,
  instanceTable,
  instanceUndoTable,
  receiptCounterTable,
  startGatheringTable,
} from '../tables.ts';
import { historyUndo } from './history-undo.ts';
import type { Noting } from './note-undo.ts';
import { NoteUndo } from './note-undo.ts';
import { undoRule, UndoRules } from './undo-rules.ts';

type Row = { readonly id: string } & Readonly<Record<string, unknown>>;

const row = { id: 'case', institution: 'town', revision: 5, sequence: 9 } as InstanceRow;
const request = { taskId: 'task', entered: { variables: { said: 1 } }, known: [] };

describe('What is noted of a completion', () => {
  let changes: RowChanges;
  /** Rows of the database by table, and what was read of them. */
  let stored: Record<string, readonly Row[]>;
  let read: [string, string, readonly string[]][];

  beforeEach(() => {
    changes = new RowChanges();
    stored = {};
    read = [];
  });

  const note = async (more: Partial<Noting> = {}) => {
    const rules = new UndoRules();
    for (const rule of historyUndo) rules.register(rule);
    for (const table of [instanceTable, startGatheringTable, receiptCounterTable]) rules.register(undoRule({ table }));
    const among = async ({ name }: { name: string }, column: string, ids: readonly string[]) => {
      read.push([name, column, ids]);
      return (stored[name] ?? []).filter(({ id }) => ids.includes(id));
    };
    const notes = new NoteUndo({ reader: { among } } as unknown as Database, rules);
    const noting = { account: 'anna', request, row, at: 77, hasUndo: false, ...more };
    const guards = await notes.run(changes, noting);
    const noted = changes.get(instanceUndoTable, 'case') as { content: { [part: string]: unknown } };
    return { guards, noted, content: noted.content };
  };

  it('is who completed which task, what was entered, and the state of the case that it left', async () => {
    const { guards, noted } = await note();
    expect(noted).toEqual({
      id: 'case',
      institution: 'town',
      account: 'anna',
      taskId: 'task',
      revision: 5,
      sequence: 9,
      at: 77,
      content: { deleted: [], changed: [], created: {}, entered: { variables: { said: 1 } } },
    });
    expect([guards, read]).toEqual([[], []]);
  });

  it('is a row a case, the last one in the place of any earlier', async () => {
    const ops = async (hasUndo: boolean | undefined) => {
      changes = new RowChanges();
      const { noted } = await note({ hasUndo });
      return [changes.list().map(({ op, table }) => `${op} ${table.name}`), 'id' in noted];
    };
    expect(await ops(false)).toEqual([['insert instance_undo'], true]);
    expect(await ops(true)).toEqual([['update instance_undo'], false]);
    expect(await ops(undefined)).toEqual([['delete instance_undo', 'insert instance_undo'], true]);
  });

  it('is what the step changed of the snapshot, where there was a step', async () => {
    const before: Snapshot = { v: 2, instanceId: 'case', scopes: { case: { element: 'p' } } };
    const after: Snapshot = { ...before, businessKey: 'K' };
    const { content } = await note({ snapshots: { before, after } });
    expect(content['step']).toEqual(undoOf(before, after));
    expect((await note()).content).not.toHaveProperty('step');
  });

  it('is every deleted row as it was, read where the command did not know it', async () => {
    stored = { start_gathering: [{ id: 'g1', revision: 3 }], receipt_counter: [{ id: 'c1', value: 8 }] };
    for (const id of ['g1', 'g2', 'gone']) changes.delete(startGatheringTable, id);
    changes.delete(receiptCounterTable, 'c1');
    changes.delete(instanceUndoTable, 'no rule');
    changes.delete(instanceTable, 'case');
    const known = [
      { table: startGatheringTable, row: { id: 'g2', revision: 4 } },
      { table: instanceTable, row: { id: 'case', revision: 4 } },
    ];
    const { content, guards } = await note({ request: { ...request, known } });
    expect(content['deleted']).toEqual([
      { table: 'start_gathering', row: { id: 'g1', revision: 3 } },
      { table: 'start_gathering', row: { id: 'g2', revision: 4 } },
      { table: 'receipt_counter', row: { id: 'c1', value: 8 } },
      { table: 'instance', row: { id: 'case', revision: 4 } },
    ]);
    expect(read).toEqual([
      ['start_gathering', 'id', ['g1', 'gone']],
      ['receipt_counter', 'id', ['c1']],
    ]);
    // none of them may have changed since, but for the case, which has a guard of its own
    expect(guards).toEqual([
      { table: startGatheringTable, id: 'g1', revision: 3, mode: 'write' },
      { table: startGatheringTable, id: 'g2', revision: 4, mode: 'write' },
    ]);
  });

  it('is of every changed row what the change replaced, and no more', async () => {
    stored = { start_gathering: [{ id: 'g1', revision: 3 }], receipt_counter: [{ id: 'c1', value: 8, revision: 2 }] };
    changes.update(startGatheringTable, 'g1', { revision: 4 });
    changes.update(receiptCounterTable, 'c1', { value: 9 });
    changes.update(receiptCounterTable, 'gone', { value: 9 });
    changes.update(instanceUndoTable, 'no rule', { at: 1 });
    changes.update(historyActivityTable, 'ended', { endedAt: 77, outcome: 'completed' });
    changes.update(historyVariableTable, 'v', { version: 2 });
    const { content, guards } = await note();
    expect(content['changed']).toEqual([
      { table: 'start_gathering', id: 'g1', before: { revision: 3 }, revision: 4 },
      { table: 'receipt_counter', id: 'c1', before: { value: 8 } },
      { table: 'history_activity', id: 'ended', before: { endedAt: null, outcome: null } },
    ]);
    expect(content['deleted']).toEqual([]);
    expect(read).toEqual([
      ['start_gathering', 'id', ['g1']],
      ['receipt_counter', 'id', ['c1', 'gone']],
    ]);
    expect(guards).toEqual([]);
  });

  it('is of an entry in the history what it was, where more than its end has changed', async () => {
    stored = { history_activity: [{ id: 'a', assignee: 'ben', endedAt: 5 }] };
    changes.update(historyActivityTable, 'a', { assignee: 'anna', endedAt: 77 });
    changes.update(historyActivityTable, 'b', { endedAt: 77 });
    const { content } = await note();
    expect(content['changed']).toEqual([
      { table: 'history_activity', id: 'a', before: { assignee: 'ben', endedAt: 5 } },
      { table: 'history_activity', id: 'b', before: { endedAt: null, outcome: null } },
    ]);
  });

  it('is which rows it created, with the revision of those that have one', async () => {
    changes.insert(startGatheringTable, { id: 'g1', revision: 1 });
    changes.insert(startGatheringTable, { id: 'g2', revision: 2 });
    changes.insert(historyVariableTable, { id: 'v' } as never);
    changes.insert(instanceUndoTable, { id: 'no rule' } as never);
    const { content, guards } = await note();
    expect(content).toMatchObject({
      created: {
        start_gathering: [
          ['g1', 1],
          ['g2', 2],
        ],
        history_variable: [['v']],
      },
    });
    expect(content['created']).not.toHaveProperty('instance_undo');
    expect([content['deleted'], content['changed'], read, guards]).toEqual([[], [], [], []]);
  });

  it('follows one rule a table', () => {
    const rules = new UndoRules();
    rules.register(undoRule({ table: instanceTable }));
    expect(() => rules.register(undoRule({ table: instanceTable }))).toThrow('Two rules of how rows of instance are taken back');
    expect([rules.of('instance')?.table, rules.of('journal')]).toEqual([instanceTable, undefined]);
  });
});
