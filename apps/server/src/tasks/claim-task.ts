import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { Duties } from '../duties/index.ts';
import type { Actor } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import type { Command } from '../platform/write-plan.ts';
import { FindTask } from './find-task.ts';
import { planHolder } from './plan-holder.ts';
import { refuseWork } from './task-rights.ts';

export interface ClaimedTask {
  readonly taskId: string;
  readonly assignee: string;
  readonly since: number;
}

/** A person takes a task that is offered to them. */
@Injectable()
export class ClaimTask {
  constructor(
    private readonly tasks: FindTask,
    private readonly duties: Duties,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  /**
   * Claiming what one holds already changes nothing. Rejections: those of `FindTask.open`, `not-allowed`, `task-claimed-by-other`,
   * `already-signed`, `role-conflict`, `reason-needed`.
   */
  run(command: Command, actor: Actor, taskId: string, conflictReason?: string): Promise<ClaimedTask | Rejection> {
    return this.committer.run(command, async () => {
      const task = await this.tasks.open(actor, taskId);
      if (isRejection(task)) return task;
      const refused = refuseWork(actor, task);
      if (refused) return refused;
      const duty = await this.duties.plan(actor, { kind: 'claim', account: actor.account, task, conflictReason });
      if (isRejection(duty)) return duty;
      const now = this.clock.now();
      const since = task.assignee === actor.account ? (task.claimedAt ?? now) : now;
      return planHolder(command, actor, task, actor.account, since, { taskId, assignee: actor.account, since }, now, duty);
    });
  }
}
