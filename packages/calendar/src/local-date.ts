import { CalendarError, quote } from './calendar-error.ts';
import type { LocalDate } from './calendar.ts';

/** Days are counted from 1970-01-01, which is day 0, without any time zone. */
export type DayNumber = number;

const DAY_MILLIS = 86_400_000;

/** The years that the calendar answers for: the rules of Easter and of the time zones hold in them. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2199;

/** Reads `YYYY-MM-DD`. Throws CalendarError for anything else, for days that do not exist and years outside 1900–2199. */
export function parseDay(day: LocalDate, where: string): DayNumber {
  const number = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) / DAY_MILLIS : NaN;
  if (!Number.isInteger(number) || formatDay(number) !== day) {
    throw new CalendarError(
      `${quote(day)} is no calendar day`,
      where,
      'Write an existing day as YYYY-MM-DD, for example 2026-01-31.',
    );
  }
  checkYear(yearOf(number), where);
  return number;
}

export function checkYear(year: number, where: string): void {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) {
    throw new CalendarError(
      `The year ${year} lies outside the calendar`,
      where,
      `Use days from ${FIRST_YEAR}-01-01 to ${LAST_YEAR}-12-31.`,
    );
  }
}

export function formatDay(day: DayNumber): LocalDate {
  return new Date(day * DAY_MILLIS).toISOString().slice(0, 10);
}

export function dayNumber(year: number, month: number, day: number): DayNumber {
  return Date.UTC(year, month - 1, day) / DAY_MILLIS;
}

export function yearOf(day: DayNumber): number {
  return new Date(day * DAY_MILLIS).getUTCFullYear();
}

/** Saturday or Sunday. */
export function isWeekend(day: DayNumber): boolean {
  const weekday = new Date(day * DAY_MILLIS).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** ISO 8601 month arithmetic: 31 January and one month is the last day of February. */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const from = new Date(day * DAY_MILLIS);
  const year = from.getUTCFullYear();
  const month = from.getUTCMonth() + months;
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(from.getUTCDate(), lastOfMonth)) / DAY_MILLIS;
}

/** Midnight of the day as if its zone were UTC, milliseconds since 1970. */
export function utcMidnight(day: DayNumber): number {
  return day * DAY_MILLIS;
}
