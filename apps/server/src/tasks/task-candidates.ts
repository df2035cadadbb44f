import { namesNoRole } from '../identity/index.ts';
import type { RowChanges } from '../platform/write-plan.ts';
import type { TaskCandidateRow, TaskRow } from './tables.ts';
import { taskCandidateTable } from './tables.ts';

type Candidates = Pick<TaskRow, 'candidateUsers' | 'candidateGroups'>;

/** The rows by which lists find a task. Their ids follow from the task's, so nobody has to read them to change them. */
function candidateRows(taskId: string, { candidateUsers, candidateGroups }: Candidates): Map<string, TaskCandidateRow> {
  const rows = new Map<string, TaskCandidateRow>();
  const add = (kind: TaskCandidateRow['kind'], names: readonly string[]): void =>
    names.forEach((candidate, position) => {
      const id = `${taskId}.${kind}.${position}`;
      rows.set(id, { id, taskId, kind, candidate });
    });
  add('user', candidateUsers);
  add('group', candidateGroups);
  if (namesNoRole({ candidateGroups })) add('none', ['']);
  return rows;
}

export function insertCandidates(changes: RowChanges, taskId: string, candidates: Candidates): void {
  for (const row of candidateRows(taskId, candidates).values()) changes.insert(taskCandidateTable, row);
}

export function replaceCandidates(changes: RowChanges, taskId: string, before: Candidates, after: Candidates): void {
  const old = candidateRows(taskId, before);
  const fresh = candidateRows(taskId, after);
  for (const id of old.keys()) if (!fresh.has(id)) changes.delete(taskCandidateTable, id);
  for (const [id, row] of fresh)
    if (!old.has(id)) changes.insert(taskCandidateTable, row);
    else if (old.get(id)!.candidate !== row.candidate) changes.update(taskCandidateTable, id, { candidate: row.candidate });
}

/** Stored ones go with their task (foreign key); those that this very plan would insert must not be left without it. */
export function dropPlannedCandidates(changes: RowChanges, taskId: string, planned: Partial<Candidates>): void {
  const { candidateUsers = [], candidateGroups = [] } = planned;
  for (const id of candidateRows(taskId, { candidateUsers, candidateGroups }).keys())
    if (changes.has(taskCandidateTable, id)) changes.delete(taskCandidateTable, id);
}
