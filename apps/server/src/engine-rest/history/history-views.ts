import type { Json } from '@gaita/contracts';
import type { HistoryActivityRow, HistoryInstanceRow, HistoryVariableRow } from '../../instances/index.ts';
import type { Definition } from '../../models/index.ts';
import { activityIdOf, activityTypeOf } from '../wire/activity-types.ts';
import { toCamundaDate, toCamundaDateOrNull } from '../wire/camunda-date.ts';
import { toTypedValue } from '../wire/typed-values.ts';

const lasted = ({ startedAt, endedAt }: { startedAt: number; endedAt: number | null }): number | null =>
  endedAt === null ? null : endedAt - startedAt;

const states: { readonly [outcome: string]: string } = {
  completed: 'COMPLETED',
  failed: 'INTERNALLY_TERMINATED',
  terminated: 'EXTERNALLY_TERMINATED',
  withdrawn: 'EXTERNALLY_TERMINATED',
};

export const historyInstanceView = (
  row: HistoryInstanceRow,
  definition: Definition | undefined,
  isSuspended: boolean,
  tenantId: string | null,
) => ({
  id: row.id,
  businessKey: row.businessKey,
  processDefinitionId: row.definitionId,
  processDefinitionKey: row.processKey,
  processDefinitionName: definition?.row.name ?? null,
  processDefinitionVersion: definition?.row.version ?? null,
  startTime: toCamundaDate(row.startedAt),
  endTime: toCamundaDateOrNull(row.endedAt),
  removalTime: null,
  durationInMillis: lasted(row),
  startUserId: row.startedBy,
  startActivityId: row.startElementId,
  deleteReason: row.endReason,
  rootProcessInstanceId: row.rootInstanceId,
  superProcessInstanceId: row.parentInstanceId,
  superCaseInstanceId: null,
  caseInstanceId: null,
  tenantId,
  state: row.endedAt === null ? (isSuspended ? 'SUSPENDED' : 'ACTIVE') : (states[row.outcome ?? ''] ?? 'COMPLETED'),
  restartedProcessInstanceId: null,
});

export const historyActivityView = (
  row: HistoryActivityRow,
  definition: Definition | undefined,
  rootId: string,
  tenantId: string | null,
) => {
  const node = definition?.process.nodes.get(row.elementId)?.model;
  return {
    id: row.id,
    parentActivityInstanceId: row.parentActivityInstanceId,
    activityId: activityIdOf(row.elementId, row.elementType),
    activityName: row.elementName,
    activityType: activityTypeOf(row.elementType, node),
    processDefinitionKey: row.processKey,
    processDefinitionId: row.definitionId,
    processInstanceId: row.instanceId,
    executionId: row.id,
    taskId: row.taskId,
    calledProcessInstanceId: row.childInstanceId,
    calledCaseInstanceId: null,
    assignee: row.assignee,
    startTime: toCamundaDate(row.startedAt),
    endTime: toCamundaDateOrNull(row.endedAt),
    durationInMillis: lasted(row),
    canceled: row.endedAt !== null && row.outcome !== 'completed',
    completeScope: row.endedAt !== null && row.elementType === 'endEvent',
    tenantId,
    removalTime: null,
    rootProcessInstanceId: rootId,
  };
};

export const historyVariableView = (row: HistoryVariableRow, rootId: string, tenantId: string | null, deserialize: boolean) => ({
  ...toTypedValue(row.value as Json, row.type ?? undefined, deserialize),
  id: row.id,
  name: row.name,
  processDefinitionKey: row.processKey,
  processDefinitionId: row.definitionId,
  processInstanceId: row.instanceId,
  executionId: row.scopeId,
  activityInstanceId: row.scopeId,
  caseDefinitionKey: null,
  caseDefinitionId: null,
  caseInstanceId: null,
  caseExecutionId: null,
  taskId: null,
  errorMessage: null,
  tenantId,
  state: 'CREATED',
  createTime: toCamundaDate(row.createdAt),
  removalTime: null,
  rootProcessInstanceId: rootId,
});
