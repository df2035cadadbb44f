import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { historyInstanceTable, historyVariableTable } from '../instances/index.ts';
import { VirtualClock } from '../platform/clock.ts';
import { GroupCommitter } from '../platform/committer/group-committer.ts';
import { Database } from '../platform/database/database.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { erasedCaseTable } from '../privacy/index.ts';
import { taskCandidateTable, taskTable } from '../tasks/index.ts';
import { migrations } from './index.ts';

const clock = new VirtualClock(0);

describe.each(databaseNames)('A database of an older version on %s', (name) => {
  let system: DatabaseSystem;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());

  /** Written by the version before the migration, read after it. */
  const across = async (migration: string, write: (changes: RowChanges) => void): Promise<Database> => {
    const config = await system.newConfig();
    const at = migrations.findIndex((each) => each.name === migration);
    const old = await Database.open(config, migrations.slice(0, at));
    const committer = new GroupCommitter(old, clock);
    const changes = new RowChanges();
    write(changes);
    await committer.commit({ guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] });
    await committer.stop();
    await old.close();
    return Database.open(config, migrations);
  };

  it('finds its cases by their subject and without diacritics', async () => {
    const database = await across('SearchOfOldCases1700000042000', (changes) => {
      for (const [id, search] of [
        ['one', 'ā-1'],
        ['two', null],
      ] as const)
        changes.insert(historyInstanceTable, { ...historyOf(id, id), businessKey: 'Ā-1', search });
      for (const [name, value] of [
        ['serviceName', 'Koku ciršana'],
        ['title', ' '],
        ['other', 'x'],
      ] as const)
        changes.insert(historyVariableTable, variableOf('two', name, value));
    });
    const rows = await database.reader.find(historyInstanceTable, '', [], { orderBy: 'id' });
    expect(rows.map(({ search }) => search)).toEqual(['a-1', 'a-1 koku cirsana']);
    await database.close();
  });

  it('forgets what erased cases were about', async () => {
    const database = await across('ErasedSubjects1700000039000', (changes) => {
      for (const id of ['erased', 'called', 'kept'])
        changes.insert(historyInstanceTable, historyOf(id, id === 'kept' ? 'kept' : 'erased'));
      changes.insert(historyVariableTable, variableOf('kept', 'subject', 'About Bērziņš'));
      changes.insert(erasedCaseTable, { id: 'erased', institution: 'riga', erasedAt: 1, why: 'request', erasureId: null });
    });
    const rows = await database.reader.find(historyInstanceTable, '', [], { orderBy: 'id' });
    expect(rows.map(({ id, search }) => [id, search])).toEqual([
      ['called', 'r-1'],
      ['erased', 'r-1'],
      ['kept', 'r-1 about berzins'],
    ]);
    await database.close();
  });

  it('marks tasks whose groups nobody can hold here', async () => {
    const groups = { foreign: ['accounting'], ours: ['accounting', 'expert'], nobody: [] };
    const database = await across('InboxOrder1700000034000', (changes) => {
      for (const [id, candidateGroups] of Object.entries(groups)) {
        changes.insert(oldTaskTable, { ...taskOf(id), candidateGroups });
        for (const candidate of candidateGroups)
          changes.insert(taskCandidateTable, { id: `${id}.${candidate}`, taskId: id, kind: 'group', candidate });
      }
    });
    const marked = await database.reader.find(taskCandidateTable, "kind = 'none'", [], { orderBy: 'id' });
    expect(marked.map(({ id }) => id)).toEqual(['foreign.none.0', 'nobody.none.0']);
    await database.close();
  });
});

/** As it was before it told whom the model named. */
const { named: _, ...columnsBefore } = taskTable.columns;
const oldTaskTable = { ...taskTable, columns: columnsBefore };

const taskOf = (id: string) => ({
  ...{ id, taskId: id, institution: 'riga', unit: null, instanceId: 'i', definitionId: 'd', processKey: 'p', businessKey: null },
  ...{ tokenId: 't', scopeId: 's', elementId: 'e', name: null, assignee: null, claimedAt: null, candidateUsers: [] },
  ...{ joint: [], signing: null, dueAt: null, dueRule: null, legalBasis: null, followUpAt: null, priority: 1, formKey: null },
  ...{ owner: null, delegationState: null, consulted: null, opinionOf: null, createdBy: null, openedBy: null, openedAt: null },
  ...{ createdAt: 1, revision: 1 },
});

const historyOf = (id: string, rootInstanceId: string) => ({
  ...{ id, institution: 'riga', unit: null, definitionId: 'd', processKey: 'declare', businessKey: 'R-1', startedBy: null },
  ...{ startedAt: 1, endedAt: 2, outcome: 'completed', endReason: null, startElementId: null, endElementId: null },
  ...{ parentInstanceId: null, rootInstanceId, search: 'r-1 about berzins' },
});

const variableOf = (instanceId: string, name: string, value: string) => ({
  ...{ id: `${instanceId} ${name}`, institution: 'riga', instanceId, definitionId: 'd', processKey: 'declare' },
  ...{ scopeId: instanceId, name, type: null, value, salt: '', version: 1, createdAt: 1, updatedAt: 1 },
});
