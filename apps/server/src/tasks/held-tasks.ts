import { Injectable } from '@nestjs/common';
import type { BlockedTask, DutySources, HeldTask } from '../duties/index.ts';
import { condition } from '../platform/database/condition.ts';
import { Database } from '../platform/database/database.ts';
import { id, key } from '../platform/database/table.ts';
import { taskTable } from './tables.ts';

type Asked = Parameters<DutySources['blockedTasks']>[0];

const blockedColumns = {
  taskId: id(),
  instanceId: id(),
  businessKey: key().orNull(),
  definitionId: id(),
  elementId: key(),
  account: key(),
};

/** Who has taken which task, for the rule about conflicting roles. */
@Injectable()
export class HeldTasks {
  constructor(private readonly database: Database) {}

  async of(accounts: readonly string[], roles: readonly string[]): Promise<readonly HeldTask[]> {
    // Of each held task: a role may have a hundred thousand.
    const isOfRole = condition(
      "(SELECT 1 FROM task_candidate c WHERE c.task_id = task.id AND c.kind = 'group' AND c.candidate IN (?) LIMIT 1) = 1",
      roles,
    );
    const rows = await this.database.reader.among(taskTable, 'assignee', accounts, isOfRole);
    return rows.flatMap(({ assignee, ...row }) => (assignee === null ? [] : [{ ...row, assignee }]));
  }

  /** Open tasks of the role in cases in which one of the accounts acted in the other role. */
  blocked({ institution, role, against, accounts, limit }: Asked): Promise<BlockedTask[]> {
    return this.database.reader.query(
      `SELECT DISTINCT t.task_id, t.instance_id, t.business_key, t.definition_id, t.element_id, a.account
         FROM duty_act a JOIN history_instance i ON i.root_instance_id = a.root_instance_id JOIN task t ON t.instance_id = i.id
         JOIN task_candidate c ON c.task_id = t.id AND c.kind = 'group' AND c.candidate = ?
         WHERE a.account IN (?) AND a.role = ? AND a.institution = ? AND i.ended_at IS NULL
         ORDER BY t.task_id, a.account LIMIT ${limit}`,
      [role, accounts, against, institution],
      blockedColumns,
    );
  }

  async rolesOf(id: string): Promise<readonly string[]> {
    return (await this.database.reader.byId(taskTable, id))?.candidateGroups ?? [];
  }
}
