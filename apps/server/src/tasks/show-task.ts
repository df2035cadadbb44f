import { Injectable } from '@nestjs/common';
import type { Rejection, TaskDetailView } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { AccessLog } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { administers, isOfferedTo, namesNoRole, seesOwnOnly } from '../identity/index.ts';
import type { Definition } from '../models/index.ts';
import { finalStep } from './final-step.ts';
import { FindTask } from './find-task.ts';
import { leads } from './hands/task-lead.ts';
import { NoteOpened } from './note-opened.ts';
import { elementOfTask } from './opinions/open-opinion.ts';
import { ShowOpinions } from './opinions/show-opinions.ts';
import { ShowTasks } from './show-tasks.ts';
import type { TaskRow } from './tables.ts';
import { TaskContent } from './task-content.ts';
import { isHeldBy, isResponsible, refuseWork } from './task-rights.ts';

/** One open task with all that a person needs to do it. */
@Injectable()
export class ShowTask {
  constructor(
    private readonly found: FindTask,
    private readonly tasks: ShowTasks,
    private readonly content: TaskContent,
    private readonly opinions: ShowOpinions,
    private readonly opened: NoteOpened,
    private readonly accessLog: AccessLog,
  ) {}

  /** Looking at it counts as opening it (see `NoteOpened`). Rejections: those of `FindTask.open`. */
  async run(actor: Actor, taskId: string): Promise<TaskDetailView | Rejection> {
    const row = await this.found.open(actor, taskId);
    if (isRejection(row)) return row;
    const { institution, instanceId } = row;
    this.accessLog.saw(actor, { type: 'task', id: taskId, institution, instanceId });
    await this.opened.run(actor, row);
    const { task, definition } = await this.tasks.one(actor, row);
    const opinions = await this.opinions.ofTask(actor, row);
    const final = definition && row.opinionOf === null ? finalStep(definition.process, row.elementId) : undefined;
    const isLast = row.joint.length <= (row.signing?.signatures.length ?? 0);
    return {
      task,
      ...describe(actor, row, definition),
      ...(await this.content.of(actor, row, definition)),
      ...(definition?.model?.term?.received !== undefined && { received: definition.model.term.received }),
      joint: row.joint,
      signatures: (row.signing?.signatures ?? []).map(({ account, at }) => ({ account, at })),
      ...(row.signing?.returned && { returned: row.signing.returned }),
      may: mayOf(actor, row, task.conflict?.pair.level === 'hard'),
      ...(final && isLast && { final }),
      opinions,
      consultable: consultable(row, definition),
    };
  }
}

function describe(actor: Actor, row: TaskRow, definition: Definition | undefined): { description?: string } {
  const node = definition?.model && definition.process.nodes.get(elementOfTask(row))?.model;
  const description = node?.texts[actor.language]?.documentation ?? node?.documentation;
  return description === undefined ? {} : { description };
}

/** Roles that the model wants to be asked and that nobody has asked or that have answered. */
function consultable(row: TaskRow, definition: Definition | undefined): string[] {
  const model = definition?.process.nodes.get(row.elementId)?.model;
  if (model?.type !== 'userTask') return [];
  const open = new Set((row.consulted ?? []).flatMap(({ role, given }) => (given ? [] : (role ?? []))));
  return model.consulted.map(({ role }) => role).filter((role) => !open.has(role));
}

function mayOf(actor: Actor, row: TaskRow, isConflicting: boolean): TaskDetailView['may'] {
  const mayWork = refuseWork(actor, row) === undefined && !isConflicting;
  const mayRepair = administers(actor, row.institution);
  const holds = isHeldBy(actor, row);
  const isLead = leads(actor, row);
  const isPending = row.delegationState === 'PENDING';
  const isLegal = row.dueAt !== null && (row.legalBasis !== null || row.dueRule?.startsWith('legal') === true);
  return {
    claim: mayWork && row.assignee !== actor.account,
    unclaim: row.assignee !== null && (row.assignee === actor.account || mayRepair),
    complete: mayWork && !isPending,
    assign: mayRepair && namesNoRole(row),
    passOn: holds || isLead,
    resolve: isPending && (holds || isLead),
    askOpinion: row.opinionOf === null && row.signing?.role === undefined && isResponsible(actor, row),
    askHandover: row.assignee !== null && !holds && isOfferedTo(actor, row),
    followUp: holds || isLead,
    seeCase: !seesOwnOnly(actor, row.institution),
    priority: isLead,
    due: isLead && !isLegal,
  };
}
