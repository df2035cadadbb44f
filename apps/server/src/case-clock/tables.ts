import type { ProcedureRule } from '@gaita/calendar';
import type { RowOf } from '../platform/database/table.ts';
import { bigText, boolean, id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

/** The legal clock of a case, as its entries and the calendar give it. `id` is the id of the root instance. */
export const caseClockTable = table('case_clock', {
  id: id(),
  institution: key(),
  processKey: key(),
  procedure: key(),
  /** Rule set and version that was valid on receipt (`LV/administrative-act/2004-02-01`), and its content as it was then. */
  ruleSet: key(),
  rule: json<ProcedureRule>(),
  /** Calendar days of the institution, `YYYY-MM-DD`. */
  receivedOn: key(),
  /** The last day; while the clock stands still the one that it had when it was stopped. */
  dueOn: key(),
  dueAt: millis(),
  /** `kept`: what the law asks for was done. `ended`: the case ended otherwise. */
  state: key<'running' | 'stopped' | 'kept' | 'ended'>(),
  /** The highest part of the term that was told of, in percent: 0, 50, 80 or 100. */
  told: integer(),
  /** The first day after the term, where that came before the term was kept. */
  breachedOn: key().orNull(),
  /** When the next part of the term will have passed; null when there is none. */
  nextAt: millis().orNull(),
  claimedUntil: millis(),
  openedAt: millis(),
  revision: integer(),
});
export type CaseClockRow = RowOf<typeof caseClockTable>;

/** What happened to the clock of a case, the truth from which it is counted. Never changed, but what a completion brought about is `takenBack` with it. */
export const caseClockEntryTable = table('case_clock_entry', {
  id: key(),
  institution: key(),
  instanceId: id(),
  kind: key<'opened' | 'received' | 'stopped' | 'resumed' | 'extended' | 'passed' | 'kept' | 'ended' | 'takenBack'>(),
  /** The day of the institution on which it counts. */
  day: key(),
  at: millis(),
  /** Orders what happened in one step. */
  position: millis(),
  account: key(),
  /** What stops the clock: the id of an activity instance, or `hand`. */
  cause: key().orNull(),
  elementId: key().orNull(),
  /** By hand: on which ground of the law, why, and what the applicant was told. */
  ground: text().orNull(),
  reason: bigText().orNull(),
  notice: bigText().orNull(),
  /** The new last day of an extension. */
  until: key().orNull(),
  percent: integer().orNull(),
  /** False until the clock has been counted with it. */
  counted: boolean(),
});
export type CaseClockEntryRow = RowOf<typeof caseClockEntryTable>;
