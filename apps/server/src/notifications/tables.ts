import type { Json, NoticeKind } from '@gaita/contracts';
import type { RowOf } from '../platform/database/table.ts';
import { id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

/** Whom a notice is for, and of what it tells; nothing of its text, which is made when it is sent. */
const subject = {
  institution: key(),
  kind: key<NoticeKind>(),
  /** `task.id`, not the address of one turn of it. */
  taskId: id().orNull(),
  instanceId: id().orNull(),
  /** Whom; null: whoever the subject is for when it is sent (candidates of a task, who oversees a case). */
  account: key().orNull(),
  role: key().orNull(),
  /** Who brought it about and needs no mail of it. */
  causedBy: key().orNull(),
  /** What the subject needs to tell whether the notice still holds. */
  details: json<{ readonly [name: string]: Json }>(),
};

/** Of what somebody has to be told from a time on; the row goes when that was looked at. */
export const plannedNoticeTable = table('planned_notice', {
  id: key(),
  ...subject,
  notBefore: millis(),
  claimedUntil: millis(),
  tries: integer(),
  createdAt: millis(),
  revision: integer(),
});
export type PlannedNoticeRow = RowOf<typeof plannedNoticeTable>;

/** One notice on its way to one person, or to the channel in Teams. Kept for a month after it was sent. */
export const outgoingNoticeTable = table('outgoing_notice', {
  /** Hash of the notice and the receiver: nobody gets the same twice. */
  id: key(),
  channel: key<'mail' | 'teams'>(),
  /** Account of the reader; empty for Teams. */
  receiver: key(),
  ...subject,
  state: key<'waiting' | 'sent' | 'void' | 'failed'>(),
  /** The mail in which it goes, decided on before it is sent: a second try sends the very same one. */
  mail: key().orNull(),
  notBefore: millis(),
  claimedUntil: millis(),
  tries: integer(),
  /** What the last try failed with. */
  error: text().orNull(),
  createdAt: millis(),
  sentAt: millis().orNull(),
  revision: integer(),
});
export type OutgoingNoticeRow = RowOf<typeof outgoingNoticeTable>;
