import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { Duties } from '../../duties/index.ts';
import type { Actor } from '../../identity/index.ts';
import { planNotice } from '../../notifications/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import type { Command } from '../../platform/write-plan.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import type { ClaimedTask } from '../claim-task.ts';
import { FindTask } from '../find-task.ts';
import type { Holding } from '../plan-holder.ts';
import { changeHolder, planOf, recordTaskAct } from '../plan-holder.ts';
import type { TaskRow } from '../tables.ts';
import { personGuard } from '../task-rights.ts';
import { FindColleagues } from './find-colleagues.ts';

export interface Gift {
  readonly taskId: string;
  /** The colleague who gets the task. */
  readonly account: string;
  readonly conflictReason?: string | undefined;
}

/** What tells one way of giving a task to a colleague from another. */
export interface Giving {
  readonly duty: 'assign' | 'delegate';
  readonly notice: 'task-passed-on' | 'task-assigned';
  /** Why the actor may not give this task away. */
  refuse(actor: Actor, task: TaskRow): Rejection | undefined | Promise<Rejection | undefined>;
  /** What becomes of the delegation; undefined: they have it already, and nothing changes. */
  holding(actor: Actor, task: TaskRow, account: string): Pick<Holding, 'owner' | 'delegationState'> | undefined;
  /** As the audit calls it. */
  act(actor: Actor, account: string): string;
}

/** Gives a task to a colleague who may do it. */
@Injectable()
export class GiveTask {
  constructor(
    private readonly tasks: FindTask,
    private readonly colleagues: FindColleagues,
    private readonly duties: Duties,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  /** Rejections: those of `FindTask.open`, of `giving.refuse`, `not-found`, `already-signed`, `role-conflict`, `reason-needed`. */
  run(command: Command, actor: Actor, gift: Gift, giving: Giving): Promise<ClaimedTask | Rejection> {
    const { taskId, conflictReason } = gift;
    return this.committer.run(command, async () => {
      const task = await this.tasks.open(actor, taskId);
      if (isRejection(task)) return task;
      const refused = await giving.refuse(actor, task);
      if (refused) return refused;
      const colleague = await this.colleagues.able(task, gift.account);
      if (isRejection(colleague)) return colleague;
      const { account } = colleague;
      const duty = await this.duties.plan(actor, { kind: giving.duty, account, task, conflictReason });
      if (isRejection(duty)) return duty;
      const since = this.clock.now();
      const answer = { taskId, assignee: account, since };
      const changes = new RowChanges();
      const holding = giving.holding(actor, task, account);
      if (!holding) return planOf(command, actor, task, changes, answer, duty.guards);
      changeHolder(changes, task, { assignee: account, since, ...holding });
      duty.change(changes);
      const act = giving.act(actor, account);
      recordTaskAct(changes, command, actor, task, {
        at: since,
        act,
        ...(account !== actor.account && { details: { to: account } }),
      });
      planNotice(changes, {
        kind: giving.notice,
        institution: task.institution,
        commandId: command.id,
        at: since,
        taskId: task.id,
        instanceId: task.instanceId,
        account,
        causedBy: actor.account,
      });
      return planOf(command, actor, task, changes, answer, [...personGuard(colleague), ...duty.guards]);
    });
  }
}
