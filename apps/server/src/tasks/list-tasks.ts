import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.ts';
import { Database } from '../platform/database/database.ts';
import type { TaskFilter } from './select-tasks.ts';
import { selectTasks } from './select-tasks.ts';
import type { TaskRow } from './tables.ts';
import { taskTable } from './tables.ts';

/** What lists are sorted by. Tasks without a date come last. */
export const taskSortColumns = {
  created: ['created_at'],
  due: ['due_at IS NULL', 'due_at'],
  followUp: ['follow_up_at IS NULL', 'follow_up_at'],
  priority: ['priority'],
  name: ['name'],
  assignee: ['assignee'],
  id: ['task_id'],
  instanceId: ['instance_id'],
} as const;

export interface TaskSort {
  readonly by: keyof typeof taskSortColumns;
  readonly descending?: boolean;
}

export interface TaskPage {
  /** Default: newest first. */
  readonly sort?: readonly TaskSort[];
  readonly offset?: number;
  readonly limit?: number;
}

/** Open tasks that the actor may see. */
@Injectable()
export class ListTasks {
  constructor(private readonly database: Database) {}

  rows(
    actor: Actor,
    filter: TaskFilter,
    { sort = [{ by: 'created', descending: true }], offset, limit }: TaskPage = {},
  ): Promise<TaskRow[]> {
    const { sql, parameters } = selectTasks(actor, filter);
    const order = sort.flatMap(({ by, descending }) =>
      taskSortColumns[by].map((column) => (descending && !column.includes('IS NULL') ? `${column} DESC` : column)),
    );
    return this.database.reader.find(taskTable, sql, parameters, {
      orderBy: [...order, sort[0]?.descending ? 'id DESC' : 'id'].join(', '),
      ...(offset !== undefined && { offset }),
      ...(limit !== undefined && { limit }),
    });
  }

  count(actor: Actor, filter: TaskFilter): Promise<number> {
    const { sql, parameters } = selectTasks(actor, filter);
    return this.database.reader.count(taskTable, sql, parameters);
  }

  /** By the id that people and clients know; undefined when it is not open or the actor may not know of it. */
  async find(actor: Actor, taskId: string): Promise<TaskRow | undefined> {
    const [row] = await this.rows(actor, { taskId }, { limit: 1 });
    return row;
  }
}
