import { beforeEach, describe, expect, it } from '@jest/globals';
import { RowChanges } from '../platform/write-plan.ts';
import { taskCandidateTable } from './tables.ts';
import { dropPlannedCandidates, insertCandidates, replaceCandidates } from './task-candidates.ts';

const of = (candidateUsers: readonly string[], candidateGroups: readonly string[]) => ({
  candidateUsers: [...candidateUsers],
  candidateGroups: [...candidateGroups],
});

describe('The rows by which lists find a task', () => {
  let changes: RowChanges;
  beforeEach(() => {
    changes = new RowChanges();
  });

  const told = () =>
    changes
      .list()
      .map((change) => {
        expect(change.table).toBe(taskCandidateTable);
        if (change.op === 'insert')
          return ['insert', change.row.id, change.row['taskId'], change.row['kind'], change.row['candidate']];
        return change.op === 'update' ? ['update', change.id, change.set['candidate']] : ['delete', change.id];
      })
      .sort();

  it('are one for each person and role, and one more where no role of the registry is named', () => {
    insertCandidates(changes, 't', of(['anna', 'ben'], ['finance', 'lawyer']));
    expect(told()).toEqual([
      ['insert', 't.group.0', 't', 'group', 'finance'],
      ['insert', 't.group.1', 't', 'group', 'lawyer'],
      ['insert', 't.user.0', 't', 'user', 'anna'],
      ['insert', 't.user.1', 't', 'user', 'ben'],
    ]);
    changes = new RowChanges();
    insertCandidates(changes, 't', of([], ['accounting']));
    expect(told()).toEqual([
      ['insert', 't.group.0', 't', 'group', 'accounting'],
      ['insert', 't.none.0', 't', 'none', ''],
    ]);
    changes = new RowChanges();
    insertCandidates(changes, 't', of([], []));
    expect(told()).toEqual([['insert', 't.none.0', 't', 'none', '']]);
  });

  it('change as little as they must when the task is offered to others', () => {
    replaceCandidates(changes, 't', of(['anna', 'ben'], ['finance']), of(['anna'], ['lawyer', 'finance']));
    expect(told()).toEqual([
      ['delete', 't.user.1'],
      ['insert', 't.group.1', 't', 'group', 'finance'],
      ['update', 't.group.0', 'lawyer'],
    ]);
    changes = new RowChanges();
    replaceCandidates(changes, 't', of([], ['accounting']), of([], ['finance']));
    expect(told()).toEqual([
      ['delete', 't.none.0'],
      ['update', 't.group.0', 'finance'],
    ]);
  });

  it('that the same plan would insert are left out again, those that are stored go with their task', () => {
    insertCandidates(changes, 't', of(['anna'], ['finance']));
    insertCandidates(changes, 'other', of([], ['finance']));
    dropPlannedCandidates(changes, 't', of(['anna'], ['finance']));
    expect(told()).toEqual([['insert', 'other.group.0', 'other', 'group', 'finance']]);
    dropPlannedCandidates(changes, 'stored', of(['anna'], ['finance']));
    dropPlannedCandidates(changes, 'stored', {});
    expect(told()).toHaveLength(1);
    changes = new RowChanges();
    insertCandidates(changes, 'nobody', of([], []));
    dropPlannedCandidates(changes, 'nobody', {});
    expect(told()).toEqual([]);
  });
});
