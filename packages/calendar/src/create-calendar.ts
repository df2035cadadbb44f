import { CalendarError, quote } from './calendar-error.ts';
import type { Calendar, Country, Deadline, LocalDate } from './calendar.ts';
import type { ProcedureRule } from './data/procedure-rule.ts';
import { procedureFinder } from './find-procedure.ts';
import type { DayNumber } from './local-date.ts';
import { formatDay, parseDay } from './local-date.ts';
import { endOfTerm, parseTerm } from './term.ts';
import { addWorking, countWorking, isWorking, rollForward, workingYears } from './working-years.ts';
import { checkZone, dayInZone, dayStart } from './zone-days.ts';

/** A day that the institution itself makes working or free, and where that was decided. */
export interface CalendarOverride {
  readonly date: LocalDate;
  readonly working: boolean;
  readonly source: string;
}

export interface CalendarOptions {
  readonly country: Country;
  /** IANA zone; absent: that of the country's capital. */
  readonly zone?: string;
  /** Does the institution take over days moved by the government? State bodies must, municipalities may. */
  readonly movedDays: boolean;
  /** Win over the holidays and moved days of the country. */
  readonly overrides?: readonly CalendarOverride[];
  /** Rule sets of the institution; they win over those of the country. */
  readonly procedures?: readonly ProcedureRule[];
}

const capitals: Readonly<Record<Country, string>> = { LV: 'Europe/Riga', LT: 'Europe/Vilnius', BG: 'Europe/Sofia' };

/** Starts a rule that names a procedure instead of a term. */
const LEGAL = 'legal:';

/**
 * Makes the calendar of one institution. Cheap: years are computed when first asked for, and shared between calendars.
 * Throws CalendarError for an unknown country or zone, and for overrides and rule sets that cannot be read.
 */
export function createCalendar(options: CalendarOptions): Calendar {
  const { country } = options;
  if (!Object.hasOwn(capitals, country)) {
    throw new CalendarError(`The country ${quote(country)} has no calendar`, 'createCalendar', 'Use LV, LT or BG.');
  }
  const zone = options.zone ?? capitals[country];
  checkZone(zone, 'createCalendar, zone');
  const years = workingYears(country, options.movedDays, readOverrides(options.overrides ?? []));
  const findProcedure = procedureFinder(country, options.procedures ?? []);

  const startOfDay = (day: LocalDate): number => dayStart(zone, parseDay(day, 'startOfDay'));
  const endOfDay = (day: LocalDate): number => dayStart(zone, parseDay(day, 'endOfDay') + 1) - 1;

  /** A term of calendar days or months that ends on a day off runs to the end of the next working day. */
  const applyRule = (rule: string, from: DayNumber, where: string): Deadline => {
    const term = parseTerm(rule, where);
    const end = 'workingDays' in term ? addWorking(years, from, term.workingDays) : endOfTerm(from, term);
    const last = rollForward(years, end);
    const date = formatDay(last);
    return { date, dueAt: endOfDay(date), rule, ...(last !== end && { rolledFrom: formatDay(end) }) };
  };

  const legalDeadline = (procedure: string, from: LocalDate): Deadline => {
    const receivedOn = parseDay(from, 'legalDeadline');
    const found = findProcedure(procedure, from);
    return {
      ...applyRule(found.term, receivedOn, `rule set "${procedure}" of ${country}`),
      legalBasis: `${found.act}, ${found.article}`,
      ruleSet: `${country}/${procedure}/${found.validFrom}`,
    };
  };

  return {
    country,
    zone,
    isWorkingDay: (day) => isWorking(years, parseDay(day, 'isWorkingDay')),
    addWorkingDays: (from, n) => {
      if (!Number.isSafeInteger(n)) {
        throw new CalendarError(`${n} is no number of working days`, 'addWorkingDays', 'Give a whole number.');
      }
      return formatDay(addWorking(years, parseDay(from, 'addWorkingDays'), n));
    },
    workingDaysBetween: (a, b) =>
      countWorking(years, parseDay(a, 'workingDaysBetween, first day'), parseDay(b, 'workingDaysBetween, second day')),
    legalDeadline,
    procedure: findProcedure,
    deadline: (rule, fromMillis) => {
      const from = dayInZone(zone, fromMillis);
      const text = rule.trim();
      return text.slice(0, LEGAL.length).toLowerCase() === LEGAL
        ? legalDeadline(text.slice(LEGAL.length).trim(), from)
        : applyRule(text, parseDay(from, 'deadline'), 'deadline');
    },
    dayOf: (millis) => dayInZone(zone, millis),
    startOfDay,
    endOfDay,
  };
}

function readOverrides(overrides: readonly CalendarOverride[]): Map<DayNumber, boolean> {
  const days = new Map<DayNumber, boolean>();
  for (const { date, working } of overrides) {
    const day = parseDay(date, 'createCalendar, overrides');
    if (days.has(day)) {
      throw new CalendarError(`${date} is overridden twice`, 'createCalendar, overrides', 'Keep one line for each day.');
    }
    days.set(day, working);
  }
  return days;
}
