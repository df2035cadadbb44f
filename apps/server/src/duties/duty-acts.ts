import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Ids } from '../platform/ids.ts';
import type { RowChanges } from '../platform/write-plan.ts';
import type { Judgement } from './judge-tasks.ts';
import type { DutyActKind } from './tables.ts';
import { dutyActTable } from './tables.ts';

/** The record of who did what in which role. */
@Injectable()
export class DutyActs {
  constructor(
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
}
