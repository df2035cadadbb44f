import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import type { Command } from '../../platform/write-plan.ts';
import type { ClaimedTask } from '../claim-task.ts';
import type { TaskRow } from '../tables.ts';
import { refuseWork } from '../task-rights.ts';
import type { Giving } from './give-task.ts';
import { GiveTask } from './give-task.ts';
import { leads } from './task-lead.ts';

/** A colleague does the work on a task for its owner, who gets it back to complete it (Camunda's delegation). */
@Injectable()
export class DelegateTask {
  constructor(private readonly give: GiveTask) {}

  /** Rejections: those of `GiveTask`, `not-allowed`, `task-claimed-by-other`, `task-not-claimed` (a lead, and nobody owns it). */
  run(
    command: Command,
    actor: Actor,
    taskId: string,
    account: string,
    conflictReason?: string,
  ): Promise<ClaimedTask | Rejection> {
    return this.give.run(command, actor, { taskId, account, conflictReason }, delegating);
  }
}

const delegating: Giving = {
  duty: 'delegate',
  notice: 'task-assigned',
  refuse: refuseDelegating,
  holding: (actor, task) => ({ owner: task.owner ?? task.assignee ?? actor.account, delegationState: 'PENDING' }),
  act: () => 'task-delegated',
};

/** A lead delegates for whoever holds the task; what nobody holds would come back to the lead, for whom it may not be. */
function refuseDelegating(actor: Actor, task: TaskRow): Rejection | undefined {
  const refused = refuseWork(actor, task);
  if (!refused || !leads(actor, task)) return refused;
  if (task.assignee !== null) return undefined;
  return rejected(
    'task-not-claimed',
    `Nobody holds task ${task.taskId}, so nobody would get it back: pass it on instead of delegating it.`,
    { taskId: task.taskId },
  );
}

/** A task that is delegated goes back to its owner before it is completed. */
export function refuseDelegated({ taskId, delegationState, owner }: TaskRow): Rejection | undefined {
  if (delegationState !== 'PENDING') return undefined;
  return rejected('task-delegated', `A delegated task cannot be completed: give task ${taskId} back to ${owner} first.`, {
    taskId,
    owner,
  });
}
