import type { Variables, VariableTypes } from '@gaita/contracts';
import type { EvaluatedDecisionRecord } from '@gaita/contracts';
import type { RowOf } from '../platform/database/table.ts';
import { bigText, id, integer, json, key, millis, table, text } from '../platform/database/table.ts';
import type { UndoContent } from './undo/undo-content.ts';

/** A running process instance; ended ones live in history only. */
export const instanceTable = table('instance', {
  id: id(),
  institution: key(),
  /** The unit that the case belongs to; none in particular. */
  unit: key().orNull(),
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

/**
 * A scope of an instance whose multi-instance bodies are large: the instance row then holds no scopes. Its revision guards them.
 */
export const instancePartTable = table('instance_part', {
  /** Scope. */
  id: id(),
  instanceId: id(),
  /** What is read together: the item of a body in which the scope lives, else the instance. */
  partId: id(),
  /** The body of that item, else the instance. */
  bodyId: id(),
  /** JSON of the scope. */
  content: bigText(),
});
export type InstancePartRow = RowOf<typeof instancePartTable>;

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

/**
 * How the last completion by a person may be taken back, one row an instance; void once the instance has gone on. Holds values, and
 * goes with its instance (foreign key).
 */
export const instanceUndoTable = table('instance_undo', {
  /** The instance. */
  id: id(),
  institution: key(),
  /** Who completed, and what: the address under which the task was completed or signed. */
  account: key(),
  taskId: id(),
  /** Of the instance after it. */
  revision: integer(),
  sequence: integer(),
  at: millis(),
  content: json<UndoContent>(),
});
export type InstanceUndoRow = RowOf<typeof instanceUndoTable>;

export const historyInstanceTable = table('history_instance', {
  id: id(),
  institution: key(),
  unit: key().orNull(),
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
  /** Number and subject, folded, by which people find it. */
  search: key().orNull(),
});
export type HistoryInstanceRow = RowOf<typeof historyInstanceTable>;

/** Raised when a case is held and when its erasure begins, relied on by who adds to it. `id` is that of the root instance. */
export const caseKeepingTable = table('case_keeping', {
  id: id(),
  /** From then on nothing is added and no hold is set. */
  erasingSince: millis().orNull(),
  revision: integer(),
});

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

/** One decision that a business rule task asked for, or that such a decision required. */
export const historyDecisionTable = table('history_decision', {
  id: id(),
  institution: key(),
  instanceId: id(),
  definitionId: id(),
  processKey: key(),
  activityInstanceId: id(),
  elementId: key(),
  /** The decision that the task asked for. */
  rootDecisionId: id(),
  /** Orders the decisions of one evaluation. */
  position: integer(),
  decisionKey: key(),
  decisionDefinitionId: id().orNull(),
  decisionName: text().orNull(),
  evaluatedBy: key(),
  evaluatedAt: millis(),
  /** Inputs, rules that matched, outputs and result, as the record has them. */
  content: json<Pick<EvaluatedDecisionRecord, 'inputs' | 'matchedRules' | 'outputs' | 'result'>>(),
});
export type HistoryDecisionRow = RowOf<typeof historyDecisionTable>;

/** The last receipt number of an institution in a year. */
export const receiptCounterTable = table('receipt_counter', {
  /** `<institution> <year>` */
  id: key(),
  value: integer(),
  revision: integer(),
});

/** Raised by each event of an element that needs several events to start, so that they are decided on one after the other. */
export const startGatheringTable = table('start_gathering', {
  /** Hash of the definition's institution, the process's key and the element. */
  id: key(),
  revision: integer(),
});

/** An event of a parallel multiple start that has occurred, until the others have too. */
export const startArrivalTable = table('start_arrival', {
  id: id(),
  /** Of the definition. */
  institution: key(),
  processKey: key(),
  elementId: key(),
  /** Whose case it becomes. */
  caseInstitution: key(),
  /** Hash of the event's kind and what it waits for. */
  eventKey: key(),
  /** Events of one case: its business key, else the correlation key, else empty. */
  pot: key(),
  businessKey: key().orNull(),
  variables: json<Variables>(),
  types: json<VariableTypes>(),
  arrivedAt: millis(),
});
export type StartArrivalRow = RowOf<typeof startArrivalTable>;
