import { Injectable } from '@nestjs/common';
import type { NoticeKind } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Calendars, holdsRole, isOfferedTo, namesNoRole, PeopleDirectory, seesTask } from '../identity/index.ts';
import { Definitions, processName } from '../models/index.ts';
import type { Looked, Notice, NoticeFacts } from '../notifications/index.ts';
import { NoticeReaders } from '../notifications/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import type { TaskRow } from './tables.ts';
import { taskTable } from './tables.ts';
import { taskName } from './task-name.ts';

/** Who hears of an overdue task where the model names nobody. */
const overseer = 'department-head';

/** Notices about open tasks: a task that is done, or somebody else's, is not told of. */
export const taskNoticeKinds: readonly NoticeKind[] = [
  'task-offered',
  'task-assigned',
  'task-passed-on',
  'opinion-asked',
  'handover-asked',
  'task-due-soon',
  'task-overdue',
];

const over: Looked = { holds: false };

/** Says whom a notice about a task is for now, if it still holds. */
@Injectable()
export class TaskNotices {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly directory: PeopleDirectory,
    private readonly people: NoticeReaders,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  async look(notice: Notice): Promise<Looked> {
    const task = notice.taskId === null ? undefined : await this.database.reader.byId(taskTable, notice.taskId);
    if (!task || !isStillSo(notice, task)) return over;
    const readers = await this.readersOf(notice, task);
    const facts = await this.factsOf(task);
    if (notice.kind !== 'task-due-soon') return { holds: true, readers, facts };
    const next = { kind: 'task-overdue', notBefore: task.dueAt ?? this.clock.now() } as const;
    // A task that was due before it could be reminded of is told of once, as overdue.
    return { holds: true, readers: next.notBefore <= this.clock.now() ? [] : readers, facts, next };
  }

  /** Active people who may see the task. */
  private async readersOf({ kind, account }: Notice, task: TaskRow): Promise<string[]> {
    const sees = (actor: Actor) => seesTask(actor, task);
    if (account !== null) return this.people.of([account], sees);
    const workers = await this.workersOn(task);
    if (kind !== 'task-overdue') return workers;
    const overseeing = await this.overseerOf(task);
    const { institution, unit } = task;
    const oversees = (actor: Actor) => sees(actor) && holdsRole(actor, overseeing, institution, unit);
    return [...workers, ...(await this.people.of(await this.holders(overseeing, institution), oversees))];
  }

  /** Who holds the task, or to whom it is offered: in its unit, and partners by what is theirs. */
  private async workersOn(task: TaskRow): Promise<string[]> {
    const { assignee, candidateUsers, candidateGroups, institution } = task;
    if (assignee !== null) return this.people.of([assignee], (actor) => seesTask(actor, task));
    const groups = namesNoRole({ candidateGroups }) && candidateUsers.length === 0 ? ['administrator'] : candidateGroups;
    const held = await Promise.all(groups.map((role) => this.holders(role, institution)));
    return this.people.of([...candidateUsers, ...held.flat()], (actor) => seesTask(actor, task) && isOfferedTo(actor, task));
  }

  private async overseerOf({ definitionId, elementId }: TaskRow): Promise<string> {
    const definition = await this.definitions.byId(definitionId);
    const model = definition?.process.nodes.get(elementId)?.model;
    return (model?.type === 'userTask' ? model.escalate : undefined) ?? overseer;
  }

  private async holders(role: string, institution: string): Promise<string[]> {
    return (await this.directory.holdersOf(role, institution)).map(({ account }) => account);
  }

  private async factsOf(task: TaskRow): Promise<NoticeFacts> {
    const definition = await this.definitions.byId(task.definitionId);
    const { zone } = await this.calendars.of(task.institution);
    return {
      path: `/tasks/${task.taskId}`,
      names: (language) => ({
        task: taskName(definition, task, language),
        process: definition ? processName(definition, language) : task.processKey,
      }),
      ...(task.dueAt !== null && { dueAt: task.dueAt }),
      zone,
    };
  }
}

function isStillSo({ kind, account, details }: Notice, task: TaskRow): boolean {
  switch (kind) {
    case 'task-offered':
      return task.assignee === null && task.taskId === (details['turn'] ?? task.id);
    case 'task-assigned':
    case 'task-passed-on':
    case 'handover-asked':
      return task.assignee === account;
    case 'task-due-soon':
    case 'task-overdue':
      return task.dueAt === details['dueAt'];
    default:
      return true;
  }
}
