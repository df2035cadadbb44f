import type { Country } from './calendar.ts';
import { movedDays } from './data/moved-days.ts';
import { listHolidays } from './list-holidays.ts';
import type { DayNumber } from './local-date.ts';
import { checkYear, dayNumber, isWeekend, yearOf } from './local-date.ts';

/** The working days of one year, so that counting costs one look-up a year. */
export interface WorkingYear {
  /** Day number of 1 January. */
  readonly firstDay: DayNumber;
  /** `upTo[i]`: working days among the first i days of the year. */
  readonly upTo: Uint16Array;
  /** The working days in order. */
  readonly days: readonly DayNumber[];
}

export type WorkingYears = (year: number) => WorkingYear;

/** Years without overrides are computed once for all calendars: a pure function of country, switch and year. */
const shared = new Map<string, WorkingYear>();

/**
 * Gives the working days year by year, computed when first asked for and then kept. `overrides` win over the
 * holidays and moved days of the country.
 */
export function workingYears(
  country: Country,
  takesMovedDays: boolean,
  overrides: ReadonlyMap<DayNumber, boolean>,
): WorkingYears {
  const overridden = new Set([...overrides.keys()].map(yearOf));
  const own = new Map<number, WorkingYear>();
  return (year) => {
    const kept = own.get(year);
    if (kept) return kept;
    checkYear(year, `the ${country} calendar`);
    const computed = overridden.has(year)
      ? computeYear(country, takesMovedDays, year, overrides)
      : sharedYear(country, takesMovedDays, year);
    own.set(year, computed);
    return computed;
  };
}

function sharedYear(country: Country, takesMovedDays: boolean, year: number): WorkingYear {
  const key = `${country} ${takesMovedDays} ${year}`;
  let known = shared.get(key);
  if (!known) {
    known = computeYear(country, takesMovedDays, year, new Map());
    shared.set(key, known);
  }
  return known;
}

function computeYear(
  country: Country,
  takesMovedDays: boolean,
  year: number,
  overrides: ReadonlyMap<DayNumber, boolean>,
): WorkingYear {
  const exceptions = nationalExceptions(country, takesMovedDays, year);
  for (const [day, working] of overrides) exceptions.set(day, working);

  const firstDay = dayNumber(year, 1, 1);
  const length = dayNumber(year + 1, 1, 1) - firstDay;
  const upTo = new Uint16Array(length + 1);
  const days: DayNumber[] = [];
  for (let i = 0; i < length; i++) {
    const day = firstDay + i;
    if (exceptions.get(day) ?? !isWeekend(day)) days.push(day);
    upTo[i + 1] = days.length;
  }
  return { firstDay, upTo, days };
}

/** Day → is it a working day, for the days where the weekday does not tell. */
function nationalExceptions(country: Country, takesMovedDays: boolean, year: number): Map<DayNumber, boolean> {
  const exceptions = new Map<DayNumber, boolean>(listHolidays(country, year).map(({ day }) => [day, false]));
  for (const moved of movedDays) {
    if (moved.country !== country || (moved.binding === 'state' && !takesMovedDays)) continue;
    const [ofYear, month, day] = moved.date.split('-').map(Number);
    exceptions.set(dayNumber(ofYear!, month!, day!), moved.working);
  }
  return exceptions;
}

export function isWorking(years: WorkingYears, day: DayNumber): boolean {
  const { firstDay, upTo } = years(yearOf(day));
  const i = day - firstDay;
  return upTo[i + 1]! > upTo[i]!;
}

/** The n-th working day after the day, or before it for a negative n; the day itself for 0. */
export function addWorking(years: WorkingYears, from: DayNumber, n: number): DayNumber {
  if (n === 0) return from;
  let year = yearOf(from);
  let known = years(year);
  // `nth`: the day wanted, counted in working days from the start of `year`; 1 is the first
  let nth = n > 0 ? known.upTo[from - known.firstDay + 1]! + n : known.upTo[from - known.firstDay]! + n + 1;
  while (nth > known.days.length) {
    nth -= known.days.length;
    known = years(++year);
  }
  while (nth < 1) {
    known = years(--year);
    nth += known.days.length;
  }
  return known.days[nth - 1]!;
}

/** Working days after `a` up to and including `b`; negative when b lies before a. */
export function countWorking(years: WorkingYears, a: DayNumber, b: DayNumber): number {
  if (b < a) return 0 - countWorking(years, b, a); // `-0` would differ from 0 in comparisons of models
  const from = yearOf(a);
  const to = yearOf(b);
  let count = -years(from).upTo[a - years(from).firstDay + 1]!;
  for (let year = from; year < to; year++) count += years(year).days.length;
  return count + years(to).upTo[b - years(to).firstDay + 1]!;
}

/** The day itself when it is a working day, otherwise the next one. */
export function rollForward(years: WorkingYears, day: DayNumber): DayNumber {
  return isWorking(years, day) ? day : addWorking(years, day, 1);
}
