import type { ProcedureRule } from './data/procedure-rule.ts';
import type { Country, LocalDate } from './local-day.ts';

export type { Country, LocalDate } from './local-day.ts';

/** What a legal or working-day rule gives: the last day, and why. */
export interface Deadline {
  /** The last day of the term. */
  readonly date: LocalDate;
  /** The end of that day in the institution's zone, milliseconds since 1970. */
  readonly dueAt: number;
  /** The rule in words of the model: `10 working days`, `1 month`. */
  readonly rule: string;
  /** Act and article, for legal deadlines. */
  readonly legalBasis?: string;
  /** Rule set and version that gave it, for legal deadlines: stored with the case. */
  readonly ruleSet?: string;
  /** Why the day was moved, when the term's last day was no working day. */
  readonly rolledFrom?: LocalDate;
}

/** Working days, public holidays and legal deadlines of one institution. Pure: the same question has the same answer. */
export interface Calendar {
  readonly country: Country;
  /** IANA zone: `Europe/Riga`. */
  readonly zone: string;
  isWorkingDay(day: LocalDate): boolean;
  /** The n-th working day after `from` (the day itself is not counted); negative counts backwards. */
  addWorkingDays(from: LocalDate, n: number): LocalDate;
  /** Working days after `a` up to and including `b`; negative when b lies before a. */
  workingDaysBetween(a: LocalDate, b: LocalDate): number;
  /** The deadline of a procedure by the rule set that was valid on the day of receipt. Throws CalendarError for an unknown procedure. */
  legalDeadline(procedure: string, from: LocalDate): Deadline;
  /** The rule set of a procedure that was valid on the day of receipt, for who keeps it with a case. Throws CalendarError as `legalDeadline`. */
  procedure(procedure: string, receivedOn: LocalDate): ProcedureRule;
  /**
   * `10 working days`, `14 days`, `2 weeks`, `1 month`, `P14D`, `P1M`, `P10WD`, `legal: <procedure>` from a moment.
   * Throws CalendarError for a rule that it cannot read.
   */
  deadline(rule: string, fromMillis: number): Deadline;
  /** The day on which a moment falls in the institution's zone. */
  dayOf(millis: number): LocalDate;
  /** First and last millisecond of a day in the institution's zone. */
  startOfDay(day: LocalDate): number;
  endOfDay(day: LocalDate): number;
}
