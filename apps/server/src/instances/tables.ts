import type { RowOf } from '../platform/database/table.ts';
import { bigText, id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

/** A running process instance; ended ones live in history only. */
export const instanceTable = table('instance', {
  id: id(),
  institution: key(),
  definitionId: id(),
  processKey: key(),
  businessKey: key().orNull(),
  revision: integer(),
  /** Sequence number of the last journal row. */
  sequence: integer(),
  /** `active`, `suspended` or `ended` (kept while its root lives and could compensate it). */
  state: key(),
  snapshot: bigText(),
  parentInstanceId: id().orNull(),
  parentTokenId: id().orNull(),
  rootInstanceId: id(),
  callDepth: integer(),
  startedBy: key().orNull(),
  startedAt: millis(),
});
export type InstanceRow = RowOf<typeof instanceTable>;

/** One row a step, and one for each delivery that was refused. Values of variables are not here: only names, versions and salted hashes. */
export const journalTable = table('journal', {
  id: id(),
  institution: key(),
  instanceId: id(),
  /** Counts the instance's steps from 1; null beside them. */
  sequence: integer().orNull(),
  commandId: id(),
  actor: key(),
  at: millis(),
  /** Journal records without values (`withoutValues`). */
  records: json<unknown[]>(),
});

export const historyInstanceTable = table('history_instance', {
  id: id(),
  institution: key(),
  definitionId: id(),
  processKey: key(),
  businessKey: key().orNull(),
  startedBy: key().orNull(),
  startedAt: millis(),
  endedAt: millis().orNull(),
  outcome: key().orNull(),
  endReason: text().orNull(),
  startElementId: key().orNull(),
  endElementId: key().orNull(),
  parentInstanceId: id().orNull(),
  rootInstanceId: id(),
});
export type HistoryInstanceRow = RowOf<typeof historyInstanceTable>;

/** One entry into an activity, event or gateway. `position` orders entries of an instance in journal order. */
export const historyActivityTable = table('history_activity', {
  id: id(),
  institution: key(),
  instanceId: id(),
  definitionId: id(),
  processKey: key(),
  position: millis(),
  parentActivityInstanceId: id(),
  elementId: key(),
  elementType: key(),
  elementName: text().orNull(),
  loopIndex: integer().orNull(),
  taskId: id().orNull(),
  assignee: key().orNull(),
  childInstanceId: id().orNull(),
  startedAt: millis(),
  endedAt: millis().orNull(),
  outcome: key().orNull(),
});
export type HistoryActivityRow = RowOf<typeof historyActivityTable>;

export const historyVariableTable = table('history_variable', {
  id: id(),
  institution: key(),
  instanceId: id(),
  definitionId: id(),
  processKey: key(),
  scopeId: id(),
  name: key(),
  type: key().orNull(),
  value: json<unknown>(),
  /** Of the hash that the journal keeps; erased with the value. */
  salt: key(),
  version: integer(),
  createdAt: millis(),
  updatedAt: millis(),
});
export type HistoryVariableRow = RowOf<typeof historyVariableTable>;
