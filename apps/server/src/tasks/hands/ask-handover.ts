import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import { isOfferedTo } from '../../identity/index.ts';
import { planNotice } from '../../notifications/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import type { Command } from '../../platform/write-plan.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import { FindTask } from '../find-task.ts';
import { planOf, recordTaskAct } from '../plan-holder.ts';

/** Who may do a task that somebody else holds asks them for it. */
@Injectable()
export class AskHandover {
  constructor(
    private readonly tasks: FindTask,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  /** Rejections: those of `FindTask.open`, `not-allowed`, `task-not-claimed` (claim it), `invalid-request` (it is theirs). */
  run(command: Command, actor: Actor, taskId: string): Promise<{ taskId: string; asked: string } | Rejection> {
    return this.committer.run(command, async () => {
      const task = await this.tasks.open(actor, taskId);
      if (isRejection(task)) return task;
      const { assignee } = task;
      if (assignee === null) return rejected('task-not-claimed', `Nobody holds task ${taskId}: claim it.`, { taskId });
      if (assignee === actor.account) return rejected('invalid-request', `You hold task ${taskId} already.`, { taskId });
      if (!isOfferedTo(actor, task))
        return rejected('not-allowed', `Task ${taskId} is for ${task.candidateGroups.join(' or ')}.`, {
          taskId,
          candidateGroups: task.candidateGroups,
        });
      const changes = new RowChanges();
      const at = this.clock.now();
      recordTaskAct(changes, command, actor, task, { at, act: 'handover-asked', details: { of: assignee } });
      planNotice(changes, {
        kind: 'handover-asked',
        institution: task.institution,
        commandId: command.id,
        at,
        taskId: task.id,
        instanceId: task.instanceId,
        account: assignee,
        causedBy: actor.account,
      });
      return planOf(command, actor, task, changes, { taskId, asked: assignee });
    });
  }
}
