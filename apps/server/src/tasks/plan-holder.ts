import type { Act } from '../audit/index.ts';
import { recordAct } from '../audit/index.ts';
import type { DutyPlan } from '../duties/index.ts';
import { allowed } from '../duties/index.ts';
import type { Actor } from '../identity/index.ts';
import { historyActivityTable } from '../instances/index.ts';
import type { Command, Guard, WritePlan } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { TaskRow } from './tables.ts';
import { historyTaskTable, taskTable } from './tables.ts';
import { guardsOf } from './task-rights.ts';

/** The plan of a command on one task, which relies on the task as it was read and on what the acting person may do. */
export function planOf<A>(
  command: Command,
  actor: Actor,
  task: TaskRow,
  changes: RowChanges,
  answer: A,
  guards: readonly Guard[] = [],
): WritePlan<A> {
  return {
    instanceId: task.instanceId,
    guards: [...guardsOf(actor, task), ...guards],
    changes: changes.list(),
    commands: [{ command, answer }],
    answer,
    afterCommit: [],
  };
}

/** Adds to a plan that somebody did something to a task; once a command. */
export function recordTaskAct(
  changes: RowChanges,
  command: Command,
  actor: Actor,
  { institution, taskId, instanceId }: TaskRow,
  done: Pick<Act, 'at' | 'act' | 'details'>,
): void {
  const object = { type: 'task', id: taskId, instanceId };
  recordAct(changes, { id: command.id, account: actor.account, institution, object, ...done });
}

export interface Holding extends Partial<Pick<TaskRow, 'owner' | 'delegationState'>> {
  readonly assignee: string | null;
  readonly since: number | null;
}

/**
 * Gives a task to somebody, or to nobody. The history keeps who held it last; of a joint task who was responsible, not who
 * signs.
 */
export function changeHolder(changes: RowChanges, task: TaskRow, { assignee, since, ...delegation }: Holding): void {
  changes.update(taskTable, task.id, { assignee, claimedAt: since, ...delegation, revision: task.revision + 1 });
  if (task.signing?.role === undefined) {
    changes.update(historyTaskTable, task.id, { assignee });
    if (task.opinionOf === null) changes.update(historyActivityTable, task.tokenId, { assignee });
  }
}

/** Who hands a delegated task back, or takes one over, ends the delegation. */
export const endOfDelegation = ({ delegationState }: TaskRow): Pick<Holding, 'owner' | 'delegationState'> =>
  delegationState === null ? {} : { owner: null, delegationState: null };

/** `changeHolder` as a command of its own; nothing changes when they hold it already. */
export function planHolder<A>(
  command: Command,
  actor: Actor,
  task: TaskRow,
  assignee: string | null,
  since: number | null,
  answer: A,
  now: number,
  duty: DutyPlan = allowed,
): WritePlan<A> {
  const changes = new RowChanges();
  if (task.assignee === assignee) return planOf(command, actor, task, changes, answer, duty.guards);
  changeHolder(changes, task, { assignee, since, ...endOfDelegation(task) });
  duty.change(changes);
  recordTaskAct(changes, command, actor, task, {
    at: now,
    act: assignee === null ? 'task-handed-back' : assignee === actor.account ? 'task-claimed' : 'task-assigned',
    ...(assignee !== null && assignee !== actor.account && { details: { to: assignee } }),
    ...(assignee === null && task.assignee !== actor.account && { details: { from: task.assignee } }),
  });
  return planOf(command, actor, task, changes, answer, duty.guards);
}
