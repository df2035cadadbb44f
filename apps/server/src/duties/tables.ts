import type { DutyConflict, DutyLevel, DutyScope } from '@gaita/contracts';
import type { RowOf } from '../platform/database/table.ts';
import { bigText, id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

/**
 * Who did what in which role: written with the completion, signature, return, opinion or delegated work itself. One row a role of the task and person
 * for whom the deed counts: for somebody who acts for an absent person, one for each of both.
 */
export const dutyActTable = table('duty_act', {
  id: id(),
  institution: key(),
  instanceId: id(),
  /** The case: called ones belong to it. */
  rootInstanceId: id(),
  rootProcessKey: key(),
  /** Cases of one business key are about one matter. */
  businessKey: key().orNull(),
  /** The service that the case is about. */
  serviceKey: key().orNull(),
  definitionId: id(),
  elementId: key(),
  /** As people and clients know it; `task.id` is `activityTaskId`. */
  taskId: id(),
  activityTaskId: id(),
  role: key(),
  account: key(),
  /** Who did it: another person than `account` where they acted for `account`. */
  actedBy: key(),
  kind: key<DutyActKind>(),
  at: millis(),
});
export type DutyActRow = RowOf<typeof dutyActTable>;
/** `prepared`: done by delegation, for the owner to complete. `told`: values that a message from outside brought. */
export type DutyActKind = 'completed' | 'signed' | 'returned' | 'agreed' | 'prepared' | 'told';

/**
 * Raised by everything that a person does or takes in a case, matter or service where pairs may meet: of two commands at once the
 * second one sees what the first did.
 */
export const dutyStandTable = table('duty_stand', {
  /** Hash of what it stands for and the account. */
  id: key(),
  revision: integer(),
  /** Last raised. */
  raisedAt: millis(),
});

/** Pairs that institutions added. */
export const dutyPairTable = table('duty_pair', {
  id: id(),
  institution: key(),
  roleA: key(),
  roleB: key(),
  scope: key<DutyScope>(),
  level: key<DutyLevel>(),
  reason: text(),
  createdBy: key(),
  createdAt: millis(),
});
export type DutyPairRow = RowOf<typeof dutyPairTable>;

/** Where a pair refused something, or a reason was given for doing it nevertheless. */
export const dutyNoteTable = table('duty_note', {
  /** Of a refusal: hash of what was refused to whom, so that it stands once. */
  id: key(),
  institution: key(),
  kind: key<'blocked' | 'reason'>(),
  roleA: key(),
  roleB: key(),
  scope: key<DutyScope>(),
  conflict: json<DutyConflict>(),
  /** What was asked for. */
  act: key(),
  account: key(),
  actor: key(),
  rootInstanceId: id().orNull(),
  instanceId: id().orNull(),
  businessKey: key().orNull(),
  definitionId: id().orNull(),
  elementId: key().orNull(),
  taskId: id().orNull(),
  reason: bigText().orNull(),
  at: millis(),
});
export type DutyNoteRow = RowOf<typeof dutyNoteTable>;
