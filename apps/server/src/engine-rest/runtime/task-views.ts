import type { TaskRow } from '../../tasks/index.ts';
import { toCamundaDate, toCamundaDateOrNull } from '../wire/camunda-date.ts';

/** @param description the element's documentation in its model */
export const camundaTaskView = (row: TaskRow, description: string | undefined, tenantId: string | null) => ({
  id: row.taskId,
  name: row.name,
  assignee: row.assignee,
  created: toCamundaDate(row.createdAt),
  due: toCamundaDateOrNull(row.dueAt),
  followUp: toCamundaDateOrNull(row.followUpAt),
  lastUpdated: toCamundaDateOrNull(row.claimedAt),
  delegationState: row.delegationState,
  description: description ?? null,
  executionId: row.tokenId,
  owner: row.owner,
  parentTaskId: null,
  priority: row.priority,
  processDefinitionId: row.definitionId,
  processInstanceId: row.instanceId,
  taskDefinitionKey: row.elementId,
  caseExecutionId: null,
  caseInstanceId: null,
  caseDefinitionId: null,
  suspended: false,
  formKey: row.formKey,
  camundaFormRef: null,
  tenantId,
  taskState: 'Created',
});
