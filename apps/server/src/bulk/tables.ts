import type { BulkAct } from '@gaita/contracts';
import type { RowOf } from '../platform/database/table.ts';
import { bigText, id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

/** One thing that somebody asked to be done to many tasks. */
export const bulkJobTable = table('bulk_job', {
  id: id(),
  /** In whose name, with whose rights at each moment. */
  account: key(),
  institution: key(),
  act: key<BulkAct>(),
  recipient: key().orNull(),
  conflictReason: text().orNull(),
  total: integer(),
  done: integer(),
  failed: integer(),
  state: key<'running' | 'finished'>(),
  /** Until then a replica works on it. */
  claimedUntil: millis(),
  createdAt: millis(),
  finishedAt: millis().orNull(),
  revision: integer(),
});
export type BulkJobRow = RowOf<typeof bulkJobTable>;

/** What becomes of one of the tasks; goes with its job (foreign key), after whose table it stands in the order of writing. */
export const bulkItemTable = table('bulk_task', {
  id: id(),
  jobId: id(),
  position: integer(),
  taskId: id(),
  name: text(),
  businessKey: key().orNull(),
  state: key<'waiting' | 'done' | 'failed'>(),
  /** Counts from 1: another try is another command. */
  attempt: integer(),
  code: key().orNull(),
  message: bigText().orNull(),
  details: json<Record<string, unknown>>().orNull(),
  at: millis().orNull(),
});
export type BulkItemRow = RowOf<typeof bulkItemTable>;
