import { Injectable } from '@nestjs/common';
import type { AskOpinionRequest, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import { PeopleDirectory } from '../../identity/index.ts';
import { planNotice } from '../../notifications/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import { Ids } from '../../platform/ids.ts';
import type { Command } from '../../platform/write-plan.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import { FindTask } from '../find-task.ts';
import { planOf, recordTaskAct } from '../plan-holder.ts';
import type { Consulted, TaskRow } from '../tables.ts';
import { taskTable } from '../tables.ts';
import { isResponsible } from '../task-rights.ts';
import { openOpinion } from './open-opinion.ts';

const mostOpinions = 50;

/** The responsible person asks a role or a colleague what they think; several at a time may be asked. */
@Injectable()
export class AskOpinion {
  constructor(
    private readonly tasks: FindTask,
    private readonly people: PeopleDirectory,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Rejections: those of `FindTask.open`, `not-allowed`, `not-found` (nobody to ask), `invalid-request` (asked already). */
  run(
    command: Command,
    actor: Actor,
    taskId: string,
    request: AskOpinionRequest,
  ): Promise<{ taskId: string; opinionTaskId: string } | Rejection> {
    return this.committer.run(command, async () => {
      const task = await this.tasks.open(actor, taskId);
      if (isRejection(task)) return task;
      const refused = (await this.refuse(actor, task, request)) ?? undefined;
      if (refused) return refused;
      const at = this.clock.now();
      const asked: Consulted = {
        id: this.ids.next(),
        ...('role' in request ? { role: request.role } : { account: request.account }),
        required: 'role' in request && (task.consulted ?? []).some(({ role, required }) => required && role === request.role),
        askedAt: at,
        askedBy: actor.account,
        ...(request.question !== undefined && { question: request.question }),
      };
      const changes = new RowChanges();
      const before = task.consulted ?? [];
      changes.update(taskTable, task.id, { consulted: [...before, asked], revision: task.revision + 1 });
      openOpinion(changes, task, asked);
      recordTaskAct(changes, command, actor, task, { at, act: 'opinion-asked', details: { of: asked.role ?? asked.account } });
      planNotice(changes, {
        kind: 'opinion-asked',
        institution: task.institution,
        commandId: command.id,
        at,
        taskId: asked.id,
        instanceId: task.instanceId,
        ...(asked.account !== undefined && { account: asked.account }),
        ...(asked.role !== undefined && { role: asked.role }),
        causedBy: actor.account,
      });
      return planOf(command, actor, task, changes, { taskId, opinionTaskId: asked.id });
    });
  }

  private async refuse(actor: Actor, task: TaskRow, request: AskOpinionRequest): Promise<Rejection | undefined> {
    if (task.opinionOf !== null) return rejected('invalid-request', 'An opinion is not asked about an opinion.');
    if (!isResponsible(actor, task))
      return rejected('not-allowed', `Who is to complete task ${task.taskId} asks for opinions on it.`, { taskId: task.taskId });
    const open = (task.consulted ?? []).filter(({ given }) => !given);
    const isAsked = open.some((each) => ('role' in request ? each.role === request.role : each.account === request.account));
    if (isAsked) return rejected('invalid-request', 'They have been asked and have not answered yet.', { ...request });
    if ((task.consulted ?? []).length >= mostOpinions)
      return rejected('invalid-request', `At most ${mostOpinions} opinions are asked.`);
    if ('role' in request) {
      const holders = await this.people.holdersOf(request.role, task.institution);
      if (holders.length === 0)
        return rejected('not-found', `Nobody holds ${request.role} in ${task.institution}.`, { role: request.role });
      return undefined;
    }
    if (request.account === actor.account) return rejected('invalid-request', 'Ask somebody else.');
    const [person] = await this.people.list(actor, { institution: task.institution, account: request.account });
    return person ? undefined : rejected('not-found', `Nobody of ${task.institution} has the account ${request.account}.`);
  }
}
