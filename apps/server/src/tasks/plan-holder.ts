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
): WritePlan<A> {
  const changes = new RowChanges();
  if (task.assignee !== assignee) {
    changes.update(taskTable, task.id, { assignee, claimedAt: since, revision: task.revision + 1 });
    if (task.signing?.role === undefined) {
      changes.update(historyTaskTable, task.id, { assignee });
      changes.update(historyActivityTable, task.tokenId, { assignee });
    }
  }
  return {
    instanceId: task.instanceId,
    guards: guardsOf(actor, task),
    changes: changes.list(),
    commands: [{ command, answer }],
    answer,
    afterCommit: [],
  };
}
