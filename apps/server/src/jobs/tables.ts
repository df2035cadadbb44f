import type { RowOf } from '../platform/database/table.ts';
import { bigText, id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

/**
 * Work that leaves the process (`topic`), or the rest of a long step (`continue`). The row goes when the job is completed or
 * canceled. `id` is the idempotency key that the outside sees with every try.
 */
export const jobTable = table('job', {
  id: id(),
  institution: key(),
  instanceId: id(),
  definitionId: id(),
  processKey: key(),
  businessKey: key().orNull(),
  tokenId: id(),
  scopeId: id(),
  elementId: key(),
  jobType: key<'topic' | 'continue'>(),
  /** A `continue` job has the topic `gaita.continue`. */
  topic: key(),
  priority: integer(),
  /** Tries that are left; with 0 there is an incident. */
  retries: integer(),
  /** Waits between tries as ISO 8601 durations; null: doubling from ten seconds. */
  retryIntervals: json<string[]>().orNull(),
  /** Tries that failed since the tries were last set. */
  failures: integer(),
  lockOwner: key().orNull(),
  lockExpiresAt: millis().orNull(),
  /** Fencing: rises with every lock. Who comes with an older one is refused. */
  lockNumber: integer(),
  /** When it may be taken next: at once, when its lock expires, or after the wait for another try. */
  availableAt: millis(),
  errorMessage: text().orNull(),
  errorDetails: bigText().orNull(),
  createdAt: millis(),
  revision: integer(),
});
export type JobRow = RowOf<typeof jobTable>;

/** What an operator has to look at; the row goes when it is resolved. */
export const incidentTable = table('incident', {
  id: id(),
  institution: key(),
  instanceId: id(),
  definitionId: id(),
  processKey: key(),
  businessKey: key().orNull(),
  tokenId: id(),
  scopeId: id(),
  elementId: key(),
  incidentType: key(),
  message: bigText(),
  jobId: id().orNull(),
  raisedAt: millis(),
});
export type IncidentRow = RowOf<typeof incidentTable>;
