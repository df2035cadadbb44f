import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { RowChanges } from '../platform/write-plan.ts';
import type { Judgement } from './judge-tasks.ts';
import type { DutyActKind } from './tables.ts';
import { dutyActTable } from './tables.ts';

/** The record of who did what in which role. */
@Injectable()
export class DutyActs {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  record(changes: RowChanges, { task, inCase, roles, accounts }: Judgement, actedBy: string, kind: DutyActKind): void {
    const at = this.clock.now();
    for (const account of accounts)
      for (const role of roles)
        changes.insert(dutyActTable, {
          id: this.ids.next(),
          institution: task.institution,
          instanceId: task.instanceId,
          rootInstanceId: inCase.rootInstanceId,
          rootProcessKey: inCase.rootProcessKey,
          businessKey: inCase.businessKey,
          serviceKey: inCase.serviceKey,
          definitionId: task.definitionId,
          elementId: task.elementId,
          taskId: task.taskId,
          activityTaskId: task.id,
          role,
          account,
          actedBy,
          kind,
          at,
        });
  }

  /** A completion that was taken back did not happen: its deed goes in the same commit. */
  async forget(taskId: string): Promise<(changes: RowChanges) => void> {
    const rows = await this.database.reader.find(dutyActTable, 'task_id = ?', [taskId], { orderBy: 'at, id' });
    const last = rows.at(-1);
    return (changes) => {
      for (const { id, at } of rows) if (at === last?.at) changes.delete(dutyActTable, id);
    };
  }
}
