import type { RowOf } from '../platform/database/table.ts';
import { id, integer, key, millis, table, text } from '../platform/database/table.ts';

/** A timer that waits in an instance. A row is scheduled; it goes when the timer fires or is canceled (the journal keeps both). */
export const timerTable = table('timer', {
  id: id(),
  institution: key(),
  instanceId: id(),
  definitionId: id(),
  processKey: key(),
  tokenId: id(),
  scopeId: id(),
  elementId: key(),
  dueAt: millis(),
  /** What is left of a cycle after this firing, as the kernel gave it. */
  cycle: text().orNull(),
  /** The sweep that holds it until then; 0: nobody. */
  claimedUntil: millis(),
  createdAt: millis(),
  revision: integer(),
});
export type TimerRow = RowOf<typeof timerTable>;

/** A timer that starts an instance of a definition each time it fires. Replaced when another version is published. */
export const startTimerTable = table('start_timer', {
  id: id(),
  institution: key(),
  definitionId: id(),
  processKey: key(),
  elementId: key(),
  dueAt: millis(),
  cycle: text().orNull(),
  claimedUntil: millis(),
  /** Which of several definitions of the element. */
  definitionIndex: integer().orNull(),
  revision: integer(),
});
export type StartTimerRow = RowOf<typeof startTimerTable>;
