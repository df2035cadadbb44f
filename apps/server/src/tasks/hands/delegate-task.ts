import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { Duties } from '../../duties/index.ts';
import type { Actor } from '../../identity/index.ts';
import { planNotice } from '../../notifications/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import type { Command } from '../../platform/write-plan.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import type { ClaimedTask } from '../claim-task.ts';
import { FindTask } from '../find-task.ts';
import { changeHolder, planOf, recordTaskAct } from '../plan-holder.ts';
import type { TaskRow } from '../tables.ts';
import { personGuard, refuseWork } from '../task-rights.ts';
import { FindColleagues } from './find-colleagues.ts';
import { leads } from './task-lead.ts';

/** A colleague does the work on a task for its owner, who gets it back to complete it (Camunda's delegation). */
@Injectable()
export class DelegateTask {
  constructor(
    private readonly tasks: FindTask,
    private readonly colleagues: FindColleagues,
    private readonly duties: Duties,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  /** Rejections: those of `FindTask.open`, `not-allowed`, `task-claimed-by-other`, `not-found`, `already-signed`. */
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
      const refused = leads(actor, task) ? undefined : refuseWork(actor, task);
      if (refused) return refused;
      const colleague = await this.colleagues.able(task, account);
      if (isRejection(colleague)) return colleague;
      const duty = await this.duties.plan(actor, { kind: 'delegate', account: colleague.account, task, conflictReason });
      if (isRejection(duty)) return duty;
      const since = this.clock.now();
      const changes = new RowChanges();
      const owner = task.owner ?? task.assignee ?? actor.account;
      changeHolder(changes, task, { assignee: colleague.account, since, owner, delegationState: 'PENDING' });
      duty.change(changes);
      recordTaskAct(changes, command, actor, task, { at: since, act: 'task-delegated', details: { to: colleague.account } });
      planNotice(changes, {
        kind: 'task-assigned',
        institution: task.institution,
        commandId: command.id,
        at: since,
        taskId: task.id,
        instanceId: task.instanceId,
        account: colleague.account,
        causedBy: actor.account,
      });
      return planOf(command, actor, task, changes, { taskId, assignee: colleague.account, since }, [
        ...personGuard(colleague),
        ...duty.guards,
      ]);
    });
  }
}

/** A task that is delegated goes back to its owner before it is completed. */
export function refuseDelegated({ taskId, delegationState, owner }: TaskRow): Rejection | undefined {
  if (delegationState !== 'PENDING') return undefined;
  return rejected('task-delegated', `A delegated task cannot be completed: give task ${taskId} back to ${owner} first.`, {
    taskId,
    owner,
  });
}
