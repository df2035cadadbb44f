import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { lastAct } from '../../audit/index.ts';
import type { Actor } from '../../identity/index.ts';
import { holdNewTasks } from '../../notifications/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Command } from '../../platform/write-plan.ts';
import type { ClaimedTask } from '../claim-task.ts';
import { endOfDelegation } from '../plan-holder.ts';
import type { TaskRow } from '../tables.ts';
import { isHeldBy } from '../task-rights.ts';
import type { Giving } from './give-task.ts';
import { GiveTask } from './give-task.ts';
import { leads } from './task-lead.ts';

/** Whoever holds a task, or leads those for whom it is, gives it to a colleague who may do it, and may think better of it at once. */
@Injectable()
export class PassOnTask {
  constructor(
    private readonly give: GiveTask,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * To oneself: undone, until the colleague is told of it.
   * Rejections: those of `GiveTask`; `not-allowed` for who neither holds the task nor leads.
   */
  run(
    command: Command,
    actor: Actor,
    taskId: string,
    account: string,
    conflictReason?: string,
  ): Promise<ClaimedTask | Rejection> {
    const refuse = async (by: Actor, task: TaskRow): Promise<Rejection | undefined> => {
      const refused = refusePassingOn(by, task);
      return refused && account === by.account && (await this.gaveAway(by, task)) ? undefined : refused;
    };
    return this.give.run(command, actor, { taskId, account, conflictReason }, { ...passingOn, refuse });
  }

  /** Is it with its holder because the actor gave it to them just now? */
  private async gaveAway(actor: Actor, { taskId, claimedAt }: TaskRow): Promise<boolean> {
    const { by, at } = await lastAct(this.database.reader, { type: 'task', id: taskId }, ['task-assigned']);
    return by === actor.account && at !== undefined && at === claimedAt && this.clock.now() - at < holdNewTasks;
  }
}

const passingOn: Omit<Giving, 'refuse'> = {
  duty: 'assign',
  notice: 'task-passed-on',
  // whose a delegated task becomes, keeps it
  holding: (_, task, account) => (task.assignee === account ? undefined : endOfDelegation(task)),
  act: (actor, account) => (account === actor.account ? 'task-claimed' : 'task-assigned'),
};

/** The holder may, and a lead; whose it is not yet is for its candidates to claim. */
function refusePassingOn(actor: Actor, task: TaskRow): Rejection | undefined {
  if (isHeldBy(actor, task) || leads(actor, task)) return undefined;
  const whom = task.assignee === null ? 'nobody yet' : task.assignee;
  return rejected(
    'not-allowed',
    `Task ${task.taskId} is with ${whom}; only who holds it, a department head or an administrator of ${task.institution} passes it on.`,
    { taskId: task.taskId, assignee: task.assignee, roles: ['department-head', 'administrator'] },
  );
}
