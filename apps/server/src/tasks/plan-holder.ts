import { recordAct } from '../audit/index.ts';
import type { DutyPlan } from '../duties/index.ts';
import type { Actor } from '../identity/index.ts';
import { historyActivityTable } from '../instances/index.ts';
import type { Command, WritePlan } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { TaskRow } from './tables.ts';
import { historyTaskTable, taskTable } from './tables.ts';
import { guardsOf } from './task-rights.ts';

/**
 * Gives a task to somebody, or to nobody. The history keeps who held it last; of a joint task who was responsible, not who
 * signs.
 */
export function planHolder<A>(
  command: Command,
  actor: Actor,
  task: TaskRow,
  assignee: string | null,
  since: number | null,
  answer: A,
  now: number,
  duty?: DutyPlan,
): WritePlan<A> {
  const changes = new RowChanges();
  if (task.assignee !== assignee) {
    recordAct(changes, {
      id: command.id,
      at: now,
      account: actor.account,
      institution: task.institution,
      act: assignee === null ? 'task-handed-back' : assignee === actor.account ? 'task-claimed' : 'task-assigned',
      object: { type: 'task', id: task.taskId, instanceId: task.instanceId },
      ...(assignee !== null && assignee !== actor.account && { details: { to: assignee } }),
      ...(assignee === null && task.assignee !== actor.account && { details: { from: task.assignee } }),
    });
    duty?.change(changes);
    changes.update(taskTable, task.id, { assignee, claimedAt: since, revision: task.revision + 1 });
    if (task.signing?.role === undefined) {
      changes.update(historyTaskTable, task.id, { assignee });
      changes.update(historyActivityTable, task.tokenId, { assignee });
    }
  }
  return {
    instanceId: task.instanceId,
    guards: [...guardsOf(actor, task), ...(duty?.guards ?? [])],
    changes: changes.list(),
    commands: [{ command, answer }],
    answer,
    afterCommit: [],
  };
}
