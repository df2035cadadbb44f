import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { administers } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import type { Command } from '../platform/write-plan.ts';
import { FindTask } from './find-task.ts';
import { planHolder } from './plan-holder.ts';

/** Who holds a task hands it back, or an administrator takes it from them. */
@Injectable()
export class UnclaimTask {
  constructor(
    private readonly tasks: FindTask,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  /** Rejections: those of `FindTask.open`, `task-not-claimed`, `not-allowed`. */
  run(command: Command, actor: Actor, taskId: string): Promise<{ taskId: string } | Rejection> {
    return this.committer.run(command, async () => {
      const task = await this.tasks.open(actor, taskId);
      if (isRejection(task)) return task;
      if (task.assignee === null) return rejected('task-not-claimed', `Nobody holds task ${taskId}.`, { taskId });
      if (task.assignee !== actor.account && !administers(actor, task.institution))
        return rejected('not-allowed', `Task ${taskId} is with ${task.assignee}; only they or an administrator hand it back.`, {
          taskId,
          assignee: task.assignee,
        });
      return planHolder(command, actor, task, null, null, { taskId }, this.clock.now());
    });
  }
}
