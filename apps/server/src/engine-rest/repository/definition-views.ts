import type { DecisionRow, DefinitionRow, DeploymentRow } from '../../models/index.ts';
import { toCamundaDate } from '../wire/camunda-date.ts';

type TenantOf = (institution: string) => string | null;

export const processDefinitionView = (row: DefinitionRow, tenantOf: TenantOf) => ({
  id: row.id,
  key: row.processKey,
  category: null,
  description: row.description,
  name: row.name,
  version: row.version,
  resource: row.resourceName,
  deploymentId: row.deploymentId,
  diagram: null,
  suspended: row.suspended,
  tenantId: tenantOf(row.institution),
  versionTag: row.versionTag,
  historyTimeToLive: daysOf(row.historyTimeToLive),
  startableInTasklist: true,
});
export type ProcessDefinitionView = ReturnType<typeof processDefinitionView>;

export const decisionDefinitionView = (row: DecisionRow, tenantOf: TenantOf) => ({
  id: row.id,
  key: row.decisionKey,
  category: null,
  name: row.name,
  version: row.version,
  resource: row.resourceName,
  deploymentId: row.deploymentId,
  tenantId: tenantOf(row.institution),
  decisionRequirementsDefinitionId: null,
  decisionRequirementsDefinitionKey: null,
  historyTimeToLive: null,
  versionTag: null,
});

export const deploymentView = (row: DeploymentRow, tenantOf: TenantOf, links: readonly Link[] = []) => ({
  links,
  id: row.id,
  name: row.name,
  source: row.source,
  deploymentTime: toCamundaDate(row.deployedAt),
  tenantId: tenantOf(row.institution),
});

export interface Link {
  readonly method: string;
  readonly href: string;
  readonly rel: string;
}

/** `P30D` and `30` are thirty days; other durations have no number in Camunda. */
function daysOf(timeToLive: string | null): number | null {
  const days = /^(?:P(\d+)D|(\d+))$/.exec(timeToLive ?? '');
  return days ? Number(days[1] ?? days[2]) : null;
}
