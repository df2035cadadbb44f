import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { visibleVariables } from '@gaita/engine';
import { recordAct } from '../audit/index.ts';
import { Duties } from '../duties/index.ts';
import type { Decision, StartingCase } from '../instances/index.ts';
import { historyActivityTable, StartParts } from '../instances/index.ts';
import { Ids } from '../platform/ids.ts';
import { CheckTaskForm } from './check-task-form.ts';
import { refuseWithoutAgreement } from './opinions/give-opinion.ts';
import type { TaskRow } from './tables.ts';
import { historyTaskTable, taskTable } from './tables.ts';
import { personGuard, refuseWork } from './task-rights.ts';

/** The first task of a case whose starter filled in its form: done in the commit that starts the case, or nothing is. */
@Injectable()
export class CompleteFirst implements OnModuleInit {
  constructor(
    private readonly forms: CheckTaskForm,
    private readonly duties: Duties,
    private readonly ids: Ids,
    private readonly starts: StartParts,
  ) {}

  onModuleInit(): void {
    this.starts.register((starting) => this.run(starting));
  }

  /**
   * Rejections: `invalid-request` (the process does not begin with one task that one person completes), `not-allowed`,
   * `task-claimed-by-other`, `form-invalid`, `role-conflict`, `reason-needed`, `agreement-missing`.
   */
  async run(starting: StartingCase): Promise<Decision<unknown> | Rejection | undefined> {
    const { actor, request, loaded, records, changes } = starting;
    if (!request.completeFirst) return undefined;
    const created = records.flatMap((record) => (record.kind === 'taskCreated' ? [record.taskId] : []));
    const [taskId] = created;
    const task = taskId === undefined ? undefined : (changes.get(taskTable, taskId) as TaskRow | undefined);
    if (!task || created.length > 1 || task.joint.length > 0)
      return rejected('invalid-request', 'This process does not begin with one task that one person completes.');
    const refused = refuseWork(actor, task) ?? refuseWithoutAgreement(task);
    if (refused) return refused;
    const duty = await this.duties.plan(actor, { kind: 'complete', account: actor.account, task, fresh: factsOf(starting) });
    if (isRejection(duty)) return duty;
    const variables = await this.forms.run(actor, task, request.variables, loaded);
    if (isRejection(variables)) return variables;
    const { types } = request;
    return {
      trigger: { type: 'taskCompleted', taskId: task.id, place: task, variables, ...(types && { types }) },
      guards: [...personGuard(actor), ...duty.guards],
      change: (planned) => {
        duty.change(planned);
        // Nobody took it before: whoever hands the application in did it.
        planned.update(historyTaskTable, task.id, { assignee: actor.account });
        planned.update(historyActivityTable, task.tokenId, { assignee: actor.account });
        recordAct(planned, {
          id: this.ids.next(),
          at: loaded.now,
          account: actor.account,
          institution: task.institution,
          act: 'task-completed',
          object: { type: 'task', id: task.taskId, instanceId: task.instanceId },
        });
      },
      answer: () => undefined,
    };
  }
}

/** The case as duties will find it. */
function factsOf({ loaded: { row, snapshot }, request }: StartingCase) {
  const given = { ...visibleVariables(snapshot, row.id).variables, ...request.variables };
  const service = given['serviceId'] ?? given['service'];
  return {
    ...row,
    ...(typeof service === 'string' && service !== '' && { service }),
  };
}
