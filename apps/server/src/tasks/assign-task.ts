import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { Duties } from '../duties/index.ts';
import type { Actor } from '../identity/index.ts';
import { administers, namesNoRole, PeopleDirectory } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import type { Command } from '../platform/write-plan.ts';
import type { ClaimedTask } from './claim-task.ts';
import { FindTask } from './find-task.ts';
import { planHolder } from './plan-holder.ts';

/** An administrator gives a task that names no role of the registry to somebody. */
@Injectable()
export class AssignTask {
  constructor(
    private readonly tasks: FindTask,
    private readonly people: PeopleDirectory,
    private readonly duties: Duties,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  /** Rejections: those of `FindTask.open`, `not-allowed`, `not-found` (no such person), `role-conflict`, `reason-needed`. */
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
      if (!administers(actor, task.institution))
        return rejected('not-allowed', `Only an administrator of ${task.institution} assigns tasks.`, { taskId });
      if (!namesNoRole(task))
        return rejected(
          'not-allowed',
          `Task ${taskId} is for ${task.candidateGroups.join(' or ')}: whoever holds the role claims it.`,
          {
            taskId,
            candidateGroups: task.candidateGroups,
          },
        );
      const person = await this.people.findAddressee(account);
      if (!person) return rejected('not-found', `Nobody has the account ${account}.`, { account });
      const duty = await this.duties.plan(actor, { kind: 'assign', account: person.account, task, conflictReason });
      if (isRejection(duty)) return duty;
      const since = this.clock.now();
      return planHolder(command, actor, task, person.account, since, { taskId, assignee: person.account, since }, since, duty);
    });
  }
}
