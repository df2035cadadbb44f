import type { Actor } from '../identity/index.ts';
import { offeredTo, substituteTasks, visibleTasks } from '../identity/index.ts';
import type { Condition } from '../platform/database/condition.ts';
import { all, among, nothing } from '../platform/database/condition.ts';

export interface TaskFilter {
  /**
   * `mine`: assigned to the actor. `group`: unclaimed and offered to the actor. `substitute`: theirs only while they stand in
   * for somebody. Default: all that the actor may see.
   */
  readonly view?: 'mine' | 'group' | 'substitute' | 'all';
  readonly taskId?: string;
  readonly taskIds?: readonly string[];
  readonly assignee?: string;
  /** True: nobody holds it. False: somebody does. */
  readonly unassigned?: boolean;
  /** Offered to one of these roles. */
  readonly candidateGroups?: readonly string[];
  readonly candidateUser?: string;
  readonly instanceId?: string;
  readonly definitionId?: string;
  readonly processKey?: string;
  readonly businessKey?: string;
  readonly elementId?: string;
  /** Only these institutions, of those that the actor sees. */
  readonly institutions?: readonly string[];
  readonly dueBefore?: number;
  readonly dueAfter?: number;
}

/** Which tasks a list shows: those that the actor may see, narrowed by the filter. Columns of `task`. */
export function selectTasks(actor: Actor, filter: TaskFilter): Condition {
  const conditions = [visibleTasks(actor)];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push({ sql: `${column} = ?`, parameters: [value] });
  };
  if (filter.view === 'mine') equal('assignee', actor.account);
  if (filter.view === 'group')
    conditions.push({ sql: 'assignee IS NULL', parameters: [] }, offeredTo(actor, 'own'), notSignedBy(actor));
  if (filter.view === 'substitute') conditions.push(substituteTasks(actor));
  equal('task_id', filter.taskId);
  if (filter.taskIds) conditions.push(among('task_id', filter.taskIds));
  equal('assignee', filter.assignee);
  if (filter.unassigned !== undefined)
    conditions.push({ sql: filter.unassigned ? 'assignee IS NULL' : 'assignee IS NOT NULL', parameters: [] });
  if (filter.candidateGroups) conditions.push(hasCandidate('group', filter.candidateGroups));
  if (filter.candidateUser !== undefined) conditions.push(hasCandidate('user', [filter.candidateUser]));
  equal('instance_id', filter.instanceId);
  equal('definition_id', filter.definitionId);
  equal('process_key', filter.processKey);
  equal('business_key', filter.businessKey);
  equal('element_id', filter.elementId);
  if (filter.institutions) conditions.push(among('institution', filter.institutions));
  if (filter.dueBefore !== undefined) conditions.push({ sql: 'due_at < ?', parameters: [filter.dueBefore] });
  if (filter.dueAfter !== undefined) conditions.push({ sql: 'due_at > ?', parameters: [filter.dueAfter] });
  return all(conditions);
}

/** Nobody signs twice: the turn of a joint task (its address differs from its id) is not for who has signed it. */
const notSignedBy = ({ account }: Actor): Condition => ({
  sql: `(task_id = id OR NOT EXISTS (
    SELECT 1 FROM task_signature s WHERE s.activity_task_id = task.id AND s.account = ? AND s.outcome = 'signed'))`,
  parameters: [account],
});

function hasCandidate(kind: 'user' | 'group', candidates: readonly string[]): Condition {
  if (candidates.length === 0) return nothing;
  return {
    sql: 'id IN (SELECT task_id FROM task_candidate WHERE kind = ? AND candidate IN (?))',
    parameters: [kind, candidates],
  };
}
