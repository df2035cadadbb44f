import { Injectable } from '@nestjs/common';
import type { HeldTask } from '../duties/index.ts';
import { Database } from '../platform/database/database.ts';
import { taskTable } from './tables.ts';

/** Who has taken which task, for the rule about conflicting roles. */
@Injectable()
export class HeldTasks {
  constructor(private readonly database: Database) {}

  async of(accounts: readonly string[], roles: readonly string[]): Promise<readonly HeldTask[]> {
    const rows = await this.database.reader.find(
      taskTable,
      "assignee IN (?) AND id IN (SELECT task_id FROM task_candidate WHERE kind = 'group' AND candidate IN (?))",
      [accounts, roles],
    );
    return rows.flatMap(({ assignee, ...row }) => (assignee === null ? [] : [{ ...row, assignee }]));
  }

  async rolesOf(id: string): Promise<readonly string[]> {
    return (await this.database.reader.byId(taskTable, id))?.candidateGroups ?? [];
  }
}
