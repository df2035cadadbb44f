import type { FlowNode } from '@gaita/bpmn';
import type { FetchedJob, JobRow } from '../../jobs/index.ts';
import type { Definition } from '../../models/index.ts';
import { toCamundaDate, toCamundaDateOrNull } from '../wire/camunda-date.ts';
import { toTypedValues } from '../wire/typed-values.ts';

/** `versionTag` of the definition. */
export const externalTaskView = (job: JobRow, versionTag: string | null, tenantId: string | null) => ({
  activityId: job.elementId,
  activityInstanceId: job.tokenId,
  errorMessage: job.errorMessage,
  executionId: job.tokenId,
  id: job.id,
  lockExpirationTime: toCamundaDateOrNull(job.lockExpiresAt),
  processDefinitionId: job.definitionId,
  processDefinitionKey: job.processKey,
  processDefinitionVersionTag: versionTag,
  processInstanceId: job.instanceId,
  // as in Camunda, unknown until a worker has said how many tries there are
  retries: job.failures === 0 && job.retries > 0 ? null : job.retries,
  suspended: false,
  workerId: job.lockOwner,
  topicName: job.topic,
  tenantId,
  priority: job.priority,
  businessKey: job.businessKey,
  createTime: toCamundaDate(job.createdAt),
});

/** What a worker asked to see with the tasks of a topic. */
export interface Shown {
  readonly variables?: readonly string[] | undefined;
  readonly deserializeValues: boolean;
  readonly includeExtensionProperties: boolean;
}

export function lockedTaskView(
  { job, variables, types }: FetchedJob,
  definition: Definition | undefined,
  tenantId: string | null,
  shown: Shown,
) {
  const node = definition?.process.nodes.get(job.elementId)?.model;
  const { variables: names, deserializeValues: deserialize, includeExtensionProperties } = shown;
  return {
    ...externalTaskView(job, definition?.row.versionTag ?? null, tenantId),
    errorDetails: job.errorDetails,
    variables: toTypedValues({ variables, types }, { names, deserialize }),
    ...(includeExtensionProperties && { extensionProperties: propertiesOf(node) }),
  };
}

const propertiesOf = (node: FlowNode | undefined): Readonly<Record<string, string>> =>
  (node && 'topic' in node ? node.topic?.properties : undefined) ?? {};
