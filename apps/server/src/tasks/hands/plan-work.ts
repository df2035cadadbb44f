import { Injectable } from '@nestjs/common';
import type { FollowUpRequest, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import { Calendars } from '../../identity/index.ts';
import { planDueReminder } from '../../notifications/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import type { Command } from '../../platform/write-plan.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import { FindTask } from '../find-task.ts';
import { planOf, recordTaskAct } from '../plan-holder.ts';
import type { TaskRow } from '../tables.ts';
import { historyTaskTable, taskTable } from '../tables.ts';
import { isHeldBy } from '../task-rights.ts';
import { leads, refuseNotLead } from './task-lead.ts';

type Planned = Partial<Pick<TaskRow, 'priority' | 'followUpAt' | 'dueAt'>>;

/** When a task is looked at again, how urgent it is, and by when it is due where no law says that. */
@Injectable()
export class PlanWork {
  constructor(
    private readonly tasks: FindTask,
    private readonly calendars: Calendars,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  /** Set by who holds the task, or a lead. Rejections: those of `FindTask.open`, `not-allowed`, `invalid-request` (a date gone by). */
  followUp(command: Command, actor: Actor, taskId: string, request: FollowUpRequest) {
    return this.change(command, actor, taskId, async (task) => {
      if (!isHeldBy(actor, task) && !leads(actor, task))
        return rejected('not-allowed', `Who holds task ${taskId} says when it is looked at again.`, { taskId });
      return this.followUpAt(task, request);
    });
  }

  /** Set by a lead, 0 to 100. */
  priority(command: Command, actor: Actor, taskId: string, priority: number) {
    return this.change(
      command,
      actor,
      taskId,
      (task) => refuseNotLead(actor, task, 'changes how urgent a task is') ?? { priority },
    );
  }

  /** Set by a lead, where it does not follow from a law. */
  due(command: Command, actor: Actor, taskId: string, dueAt: number | null) {
    return this.change(command, actor, taskId, (task) => {
      const refused = refuseNotLead(actor, task, 'changes when a task is due');
      if (refused) return refused;
      if (task.dueRule?.startsWith('legal') || (task.legalBasis !== null && task.dueAt !== null))
        return rejected(
          'not-allowed',
          `Task ${taskId} is due by ${task.legalBasis ?? task.dueRule}: extend the case's deadline instead.`,
          {
            taskId,
            legalBasis: task.legalBasis,
          },
        );
      return { dueAt };
    });
  }

  private change(
    command: Command,
    actor: Actor,
    taskId: string,
    decide: (task: TaskRow) => Promise<Planned | Rejection> | Planned | Rejection,
  ): Promise<({ taskId: string } & Planned) | Rejection> {
    return this.committer.run(command, async () => {
      const task = await this.tasks.open(actor, taskId);
      if (isRejection(task)) return task;
      const planned = await decide(task);
      if (isRejection(planned)) return planned;
      const changes = new RowChanges();
      changes.update(taskTable, task.id, { ...planned, revision: task.revision + 1 });
      changes.update(historyTaskTable, task.id, planned);
      const { institution, instanceId, id } = task;
      const at = this.clock.now();
      recordTaskAct(changes, command, actor, task, { at, act: 'task-planned', details: planned });
      if (typeof planned.dueAt === 'number')
        planDueReminder(changes, {
          institution,
          instanceId,
          taskId: id,
          commandId: command.id,
          at,
          dueAt: planned.dueAt,
        });
      return planOf(command, actor, task, changes, { taskId, ...planned });
    });
  }

  private async followUpAt(task: TaskRow, request: FollowUpRequest): Promise<Planned | Rejection> {
    if ('clear' in request) return { followUpAt: null };
    const now = this.clock.now();
    const calendar = await this.calendars.of(task.institution);
    if ('workingDays' in request) {
      const unit = request.workingDays === 1 ? 'working day' : 'working days';
      return { followUpAt: calendar.deadline(`${request.workingDays} ${unit}`, now).dueAt };
    }
    if (request.at <= now) return rejected('invalid-request', 'Choose a day to come.', { at: request.at });
    return { followUpAt: request.at };
  }
}
