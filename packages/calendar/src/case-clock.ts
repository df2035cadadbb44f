import { CalendarError } from './calendar-error.ts';
import type { Calendar, LocalDate } from './calendar.ts';
import type { Extension } from './data/procedure-rule.ts';
import { formatDay, parseDay } from './local-date.ts';
import type { Term } from './term.ts';
import { endOfTerm, parseTerm } from './term.ts';

/** The term of a procedure as a case keeps it from its receipt on. */
export interface ClockRule {
  readonly term: string;
  readonly extension?: Extension;
}

/** What was done to the clock of a case, in order. `by` tells several reasons for standing still apart. */
export type ClockAct =
  | { readonly kind: 'stopped' | 'resumed'; readonly on: LocalDate; readonly by: string }
  | { readonly kind: 'extended'; readonly on: LocalDate; readonly until: LocalDate };

/** A time for which the clock stood still; `to` is the day on which it went on. */
export interface ClockStop {
  readonly from: LocalDate;
  readonly to?: LocalDate;
}

/** The legal term of a case as it stands on a day. */
export interface ClockReading {
  readonly state: 'running' | 'stopped';
  /** What the term is counted in. */
  readonly unit: 'working day' | 'day';
  /** Days of the term that have passed; days on which the clock stood still are none of them. */
  readonly used: number;
  /** Days until the last one; negative from the day after it on, a free day too (no working day may have passed since). */
  readonly left: number;
  /** The last day. While the clock stands still: if it went on today. */
  readonly due: LocalDate;
  /** The day on which the term ends by its count, where that is no working day. */
  readonly rolledFrom?: LocalDate;
  readonly stops: readonly ClockStop[];
  /** How far the term may be extended; absent where the law does not let it be. */
  readonly latest?: LocalDate;
  readonly extended: boolean;
}

/**
 * Reads the clock. A stop keeps the days that are left: the term goes on with as many on the day on which it is resumed, working
 * days or calendar days as the law counts them; a term of months keeps its rule and moves by the days of the stop. A stop of a
 * term that is over changes nothing.
 */
export function readClock(
  calendar: Calendar,
  rule: ClockRule,
  receivedOn: LocalDate,
  acts: readonly ClockAct[],
  today: LocalDate,
): ClockReading {
  const term = parseTerm(rule.term, 'case clock');
  const unit = countedIn(term);
  let end = endFrom(calendar, receivedOn, term);
  let latest = rule.extension && latestEnd(calendar, rule.extension, receivedOn, rolled(calendar, end));
  const latestUnit = rule.extension && countedIn(parseTerm(rule.extension.term, 'case clock, extension'));
  const stops: ClockStop[] = [];
  const reasons = new Set<string>();
  let stoppedOn: LocalDate | undefined;
  let stood = 0;
  let extended = false;

  const goOn = (from: LocalDate, to: LocalDate): void => {
    if (rolled(calendar, end) < from) return;
    stood += between(calendar, unit, from, to);
    end = moved(calendar, unit, end, from, to);
    latest = latest && latestUnit && moved(calendar, latestUnit, latest, from, to);
  };
  for (const act of acts) {
    if (act.kind === 'extended') {
      end = act.until;
      extended = true;
    } else if (act.kind === 'stopped') {
      if (reasons.size === 0) stoppedOn = act.on;
      reasons.add(act.by);
    } else if (reasons.delete(act.by) && reasons.size === 0 && stoppedOn !== undefined) {
      goOn(stoppedOn, act.on);
      stops.push({ from: stoppedOn, to: act.on });
      stoppedOn = undefined;
    }
  }
  if (stoppedOn !== undefined) {
    goOn(stoppedOn, later(stoppedOn, today));
    stops.push({ from: stoppedOn });
  }
  const due = rolled(calendar, end);
  return {
    state: stoppedOn === undefined ? 'running' : 'stopped',
    unit,
    used: Math.max(0, between(calendar, unit, receivedOn, today) - stood),
    left: today > due ? Math.min(-1, between(calendar, unit, today, due)) : between(calendar, unit, today, due),
    due,
    ...(due !== end && { rolledFrom: end }),
    stops,
    ...(latest !== undefined && { latest: rolled(calendar, latest) }),
    extended,
  };
}

/** The first day on which at least this part of a running term has passed; `part` between 0 and 1. */
export function dayAtPart(calendar: Calendar, { unit, used, left }: ClockReading, today: LocalDate, part: number): LocalDate {
  const missing = Math.ceil(part * (used + left)) - used;
  return unit === 'working day' ? calendar.addWorkingDays(today, missing) : addDays(today, missing);
}

/** Days from Monday to Friday that are free, and those on a weekend that are worked, after `from` up to and including `to`. */
export function exceptionalDays(calendar: Calendar, from: LocalDate, to: LocalDate): { free: LocalDate[]; worked: LocalDate[] } {
  const free: LocalDate[] = [];
  const worked: LocalDate[] = [];
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    if (calendar.isWorkingDay(day) === weekend) (weekend ? worked : free).push(day);
  }
  return { free, worked };
}

type Unit = ClockReading['unit'];

/** Working days or calendar days; months are counted in the latter. */
export const countedIn = (term: Term): Unit => ('workingDays' in term ? 'working day' : 'day');

const later = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? b : a);

export const addDays = (day: LocalDate, n: number): LocalDate => formatDay(parseDay(day, 'addDays') + n);

const rolled = (calendar: Calendar, day: LocalDate): LocalDate =>
  calendar.isWorkingDay(day) ? day : calendar.addWorkingDays(day, 1);

function endFrom(calendar: Calendar, from: LocalDate, term: Term): LocalDate {
  return 'workingDays' in term
    ? calendar.addWorkingDays(from, term.workingDays)
    : formatDay(endOfTerm(parseDay(from, 'case clock'), term));
}

function latestEnd(calendar: Calendar, extension: Extension, receivedOn: LocalDate, due: LocalDate): LocalDate {
  const from = extension.countedFrom === 'receipt' ? receivedOn : due;
  return endFrom(calendar, from, parseTerm(extension.term, 'case clock, extension'));
}

function between(calendar: Calendar, unit: Unit, a: LocalDate, b: LocalDate): number {
  if (unit === 'working day') return calendar.workingDaysBetween(a, b);
  return parseDay(b, 'case clock') - parseDay(a, 'case clock');
}

/** The end of a term that stood still: as many days after `to` as there were after `from`. */
function moved(calendar: Calendar, unit: Unit, end: LocalDate, from: LocalDate, to: LocalDate): LocalDate {
  if (to < from) throw new CalendarError(`A stop cannot end on ${to}, before it began`, 'case clock', 'Give a later day.');
  if (unit === 'day') return addDays(end, between(calendar, 'day', from, to));
  return calendar.addWorkingDays(to, Math.max(0, calendar.workingDaysBetween(from, end)));
}
