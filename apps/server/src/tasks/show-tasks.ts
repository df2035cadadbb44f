import { Injectable } from '@nestjs/common';
import type { TasksQuery, TasksView, TaskView } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import type { Definition } from '../models/index.ts';
import { Definitions } from '../models/index.ts';
import { AroundTasks } from './around-tasks.ts';
import type { TaskSort } from './list-tasks.ts';
import { ListTasks } from './list-tasks.ts';
import type { TaskRow } from './tables.ts';
import { taskViewOf } from './task-view.ts';

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
    private readonly definitions: Definitions,
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
    return Promise.all(rows.map(async (row) => taskViewOf(row, actor, around, await this.definitions.byId(row.definitionId))));
  }

  /** One task, and the definition that it belongs to. */
  async one(actor: Actor, row: TaskRow): Promise<{ task: TaskView; definition: Definition | undefined }> {
    const definition = await this.definitions.byId(row.definitionId);
    const around = await this.around.of(actor, [row]);
    return { task: taskViewOf(row, actor, around, definition), definition };
  }
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const withoutMissing = <T extends object>(values: T): Present<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
