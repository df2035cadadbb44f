import { CalendarError, quote } from './calendar-error.ts';
import type { DayNumber } from './local-date.ts';
import { addMonths } from './local-date.ts';

/** A length of time as laws count it. Working days stand alone; the rest is added months first, then days. */
export type Term = { readonly workingDays: number } | { readonly months: number; readonly days: number };

/** Longer terms are slips of the pen. */
const LONGEST_WORKING_DAYS = 9_999;
const LONGEST_MONTHS = 1_200;
const LONGEST_DAYS = 36_525;

const HOW_TO = 'Write for example "10 working days", "14 days", "2 weeks", "1 month", "P14D", "P1M" or "legal: <procedure>".';

const WORDS = /^(\d{1,6}) (working day|day|week|month|year)s?$/;
const ISO = /^p(?=\d)(?:(\d{1,6})y)?(?:(\d{1,6})m)?(?:(\d{1,6})w)?(?:(\d{1,6})d)?$/;
const ISO_WORKING = /^p(\d{1,6})wd$/;

/**
 * Reads a term in words (`10 working days`, `1 month`) or as an ISO 8601 duration of whole days (`P14D`, `P1Y6M`), and `P10WD`
 * for working days. Capitals and extra spaces do not matter. Throws CalendarError for anything else.
 */
export function parseTerm(text: string, where: string): Term {
  const rule = text.trim().replace(/\s+/g, ' ').toLowerCase();
  const term = inWords(rule) ?? inIso(rule);
  if (!term) throw new CalendarError(`${quote(text)} is no deadline rule`, where, HOW_TO);
  checkLength(term, text, where);
  return term;
}

function inWords(rule: string): Term | undefined {
  const match = WORDS.exec(rule);
  if (!match) return undefined;
  const n = Number(match[1]);
  switch (match[2]) {
    case 'working day':
      return { workingDays: n };
    case 'day':
      return { months: 0, days: n };
    case 'week':
      return { months: 0, days: 7 * n };
    case 'month':
      return { months: n, days: 0 };
    default:
      return { months: 12 * n, days: 0 };
  }
}

function inIso(rule: string): Term | undefined {
  const working = ISO_WORKING.exec(rule);
  if (working) return { workingDays: Number(working[1]) };
  const match = ISO.exec(rule);
  if (!match) return undefined;
  const [years, months, weeks, days] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number];
  return { months: 12 * years + months, days: 7 * weeks + days };
}

function checkLength(term: Term, text: string, where: string): void {
  const empty = 'workingDays' in term ? term.workingDays === 0 : term.months + term.days === 0;
  if (empty)
    throw new CalendarError(`${quote(text)} is a term of no days`, where, 'Give at least one day, or leave the deadline out.');
  const tooLong =
    'workingDays' in term ? term.workingDays > LONGEST_WORKING_DAYS : term.months > LONGEST_MONTHS || term.days > LONGEST_DAYS;
  if (tooLong) {
    throw new CalendarError(`${quote(text)} is longer than any term`, where, 'Give at most 9999 working days or 100 years.');
  }
}

/** The day on which a term of months and days ends, working day or not. The first day is not counted. */
export function endOfTerm(from: DayNumber, term: { readonly months: number; readonly days: number }): DayNumber {
  return addMonths(from, term.months) + term.days;
}
