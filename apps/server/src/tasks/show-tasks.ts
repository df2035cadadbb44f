import { Injectable } from '@nestjs/common';
import type { Rejection, TaskDetailView, TasksQuery, TasksView, TaskView } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { visibleVariables } from '@gaita/engine';
import type { Actor } from '../identity/index.ts';
import { administers, namesNoRole, workedFor } from '../identity/index.ts';
import { Instances, OwnPartOfCase } from '../instances/index.ts';
import type { Definition } from '../models/index.ts';
import { Definitions, elementName, Forms, processName } from '../models/index.ts';
import type { Around } from './around-tasks.ts';
import { AroundTasks } from './around-tasks.ts';
import { FindTask } from './find-task.ts';
import type { TaskSort } from './list-tasks.ts';
import { ListTasks } from './list-tasks.ts';
import type { TaskRow } from './tables.ts';
import { refuseWork } from './task-rights.ts';

const sorts: Readonly<Record<TasksQuery['sort'], readonly TaskSort[]>> = {
  due: [{ by: 'due' }, { by: 'priority', descending: true }],
  created: [{ by: 'created', descending: true }],
  priority: [{ by: 'priority', descending: true }, { by: 'due' }],
  name: [{ by: 'name' }],
};

/** Open tasks as people see them, in their language. */
@Injectable()
export class ShowTasks {
  constructor(
    private readonly tasks: ListTasks,
    private readonly found: FindTask,
    private readonly definitions: Definitions,
    private readonly forms: Forms,
    private readonly instances: Instances,
    private readonly ownPart: OwnPartOfCase,
    private readonly around: AroundTasks,
  ) {}

  async list(actor: Actor, { sort, limit, offset, candidateGroup, ...filter }: TasksQuery): Promise<TasksView> {
    const asked = { ...withoutMissing(filter), ...(candidateGroup !== undefined && { candidateGroups: [candidateGroup] }) };
    const [rows, total] = await Promise.all([
      this.tasks.rows(actor, asked, { sort: sorts[sort], limit, offset }),
      this.tasks.count(actor, asked),
    ]);
    return { items: await this.views(actor, rows), total };
  }

  /** Rows that the actor may see, as lists show them. */
  async views(actor: Actor, rows: readonly TaskRow[]): Promise<TaskView[]> {
    const around = await this.around.of(actor, rows);
    return Promise.all(rows.map(async (row) => view(row, actor, around, await this.definitions.byId(row.definitionId))));
  }

  /** Rejections: those of `FindTask.open`. */
  async detail(actor: Actor, taskId: string): Promise<TaskDetailView | Rejection> {
    const row = await this.found.open(actor, taskId);
    if (isRejection(row)) return row;
    const definition = await this.definitions.byId(row.definitionId);
    const loaded = await this.instances.load(row.instanceId);
    const form = definition && row.formKey !== null ? await this.forms.of(definition.row, row.formKey) : undefined;
    const node = definition?.model && definition.process.nodes.get(row.elementId)?.model;
    const description = node?.texts[actor.language]?.documentation ?? node?.documentation;
    const around = await this.around.of(actor, [row]);
    const mayWork = refuseWork(actor, row) === undefined && around.conflicts.get(row.id)?.pair.level !== 'hard';
    const mayRepair = administers(actor, row.institution);
    return {
      task: view(row, actor, around, definition),
      ...(description !== undefined && { description }),
      variables: await this.ownPart.ofTask(actor, row, definition, {
        ...(loaded && visibleVariables(await loaded.at(row), row.tokenId).variables),
        ...row.signing?.values,
      }),
      ...(form && { form: { schema: form.schema }, texts: form.texts }),
      joint: row.joint,
      signatures: (row.signing?.signatures ?? []).map(({ account, at }) => ({ account, at })),
      ...(row.signing?.returned && { returned: row.signing.returned }),
      may: {
        claim: mayWork && row.assignee !== actor.account,
        unclaim: row.assignee !== null && (row.assignee === actor.account || mayRepair),
        complete: mayWork,
        assign: mayRepair && namesNoRole(row),
      },
    };
  }
}

function view(row: TaskRow, actor: Actor, { names, conflicts }: Around, definition: Definition | undefined): TaskView {
  const conflict = conflicts.get(row.id);
  const { signing, assignee } = row;
  const standsInFor = workedFor(actor, row);
  const assigneeName = assignee === null ? undefined : names.get(assignee);
  return {
    id: row.taskId,
    elementId: row.elementId,
    name: (definition && elementName(definition, row.elementId, actor.language)) ?? row.name ?? row.elementId,
    institution: row.institution,
    instanceId: row.instanceId,
    processKey: row.processKey,
    processName: definition ? processName(definition, actor.language) : row.processKey,
    definitionId: row.definitionId,
    candidateUsers: row.candidateUsers,
    candidateGroups: row.candidateGroups,
    createdAt: row.createdAt,
    priority: row.priority,
    ...(assignee !== null && { assignee }),
    ...(assigneeName !== undefined && { assigneeName }),
    ...(row.claimedAt !== null && assignee !== null && { claimedAt: row.claimedAt }),
    ...(standsInFor && { standsInFor }),
    ...(row.businessKey !== null && { businessKey: row.businessKey }),
    ...(row.dueAt !== null && { dueAt: row.dueAt }),
    ...(row.dueRule !== null && { dueRule: row.dueRule }),
    ...(row.legalBasis !== null && { legalBasis: row.legalBasis }),
    ...(conflict && { conflict }),
    ...(signing?.role !== undefined && {
      signature: { role: signing.role, of: row.id, by: signing.signatures[0]?.account ?? '' },
    }),
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const withoutMissing = <T extends object>(values: T): Present<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
