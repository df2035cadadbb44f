import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { Duties } from '../../duties/index.ts';
import type { Actor } from '../../identity/index.ts';
import { planNotice } from '../../notifications/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import type { Command } from '../../platform/write-plan.ts';
import type { ClaimedTask } from '../claim-task.ts';
import { FindTask } from '../find-task.ts';
import { planHolder } from '../plan-holder.ts';
import type { TaskRow } from '../tables.ts';
import { isHeldBy, personGuard } from '../task-rights.ts';
import { FindColleagues } from './find-colleagues.ts';
import { leads } from './task-lead.ts';

/** Whoever holds a task, or leads those for whom it is, gives it to a colleague who may do it. */
@Injectable()
export class PassOnTask {
  constructor(
    private readonly tasks: FindTask,
    private readonly colleagues: FindColleagues,
    private readonly duties: Duties,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  /** Rejections: those of `FindTask.open`, `not-allowed`, `not-found`, `already-signed`, `role-conflict`, `reason-needed`. */
  run(
    command: Command,
    actor: Actor,
    taskId: string,
    account: string,
    conflictReason?: string,
  ): Promise<ClaimedTask | Rejection> {
    return this.committer.run(command, async () => {
      const task = await this.tasks.open(actor, taskId);
      if (isRejection(task)) return task;
      const refused = refusePassingOn(actor, task);
      if (refused) return refused;
      const colleague = await this.colleagues.able(task, account);
      if (isRejection(colleague)) return colleague;
      const duty = await this.duties.plan(actor, { kind: 'assign', account: colleague.account, task, conflictReason });
      if (isRejection(duty)) return duty;
      const since = this.clock.now();
      const answer = { taskId, assignee: colleague.account, since };
      return planHolder(command, actor, task, colleague.account, since, answer, since, duty, (changes) => {
        planNotice(changes, {
          kind: 'task-passed-on',
          institution: task.institution,
          commandId: command.id,
          at: since,
          taskId: task.id,
          instanceId: task.instanceId,
          account: colleague.account,
          causedBy: actor.account,
        });
        return personGuard(colleague);
      });
    });
  }
}

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
