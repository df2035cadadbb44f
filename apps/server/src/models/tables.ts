import type { Problem } from '@gaita/contracts';
import type { RowOf } from '../platform/database/table.ts';
import { bigText, boolean, id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

export const deploymentTable = table('deployment', {
  id: id(),
  institution: key(),
  name: text(),
  source: text().orNull(),
  deployedAt: millis(),
  deployedBy: key(),
});
export type DeploymentRow = RowOf<typeof deploymentTable>;

/** A file of a deployment: model, decision, form, texts. Never changed. */
export const resourceTable = table('resource', {
  id: id(),
  deploymentId: id(),
  name: text(),
  content: bigText(),
  contentHash: key(),
});
export type ResourceRow = RowOf<typeof resourceTable>;

/** A process definition: one version of one key in one institution. Immutable but for `suspended`. */
export const definitionTable = table('definition', {
  id: id(),
  institution: key(),
  /** The process's id in the model. */
  processKey: key(),
  version: integer(),
  versionTag: key().orNull(),
  name: text().orNull(),
  description: bigText().orNull(),
  deploymentId: id(),
  resourceName: text(),
  isLatest: boolean(),
  suspended: boolean(),
  historyTimeToLive: text().orNull(),
  /** Findings that a publication would refuse and a deployment only warns of. */
  warnings: json<Problem[]>(),
});
export type DefinitionRow = RowOf<typeof definitionTable>;

export const decisionTable = table('decision_definition', {
  id: id(),
  institution: key(),
  decisionKey: key(),
  version: integer(),
  name: text().orNull(),
  deploymentId: id(),
  resourceName: text(),
  isLatest: boolean(),
});
export type DecisionRow = RowOf<typeof decisionTable>;
