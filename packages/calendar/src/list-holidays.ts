import type { Country } from './calendar.ts';
import type { HolidayRule } from './data/public-holidays.ts';
import { publicHolidays } from './data/public-holidays.ts';
import { easterSunday } from './easter.ts';
import type { DayNumber } from './local-date.ts';
import { dayNumber, isWeekend } from './local-date.ts';

/** A public holiday, or the working day given back for one (`givenBackFor`). */
export interface Holiday {
  readonly day: DayNumber;
  readonly name: string;
  readonly givenBackFor?: DayNumber;
}

/** The public holidays of a year in order of the calendar, those on weekends too, with the days that are given back for them. */
export function listHolidays(country: Country, year: number): Holiday[] {
  const { church, days } = publicHolidays[country];
  const easter = easterSunday(church, year);
  const held = days.flatMap((rule) => {
    const day = dayIn(rule, year, easter);
    return day === undefined ? [] : [{ rule, day }];
  });
  held.sort((a, b) => a.day - b.day);

  const holidays: Holiday[] = held.map(({ rule, day }) => ({ day, name: rule.name }));
  const free = new Set(held.map(({ day }) => day));
  for (const { rule, day } of held) {
    if (!isWeekend(day) || !movesIn(rule, year)) continue;
    let next = day + 1;
    while (isWeekend(next) || free.has(next)) next++;
    free.add(next);
    holidays.push({ day: next, name: rule.name, givenBackFor: day });
  }
  return holidays.sort((a, b) => a.day - b.day);
}

function dayIn(rule: HolidayRule, year: number, easter: DayNumber): DayNumber | undefined {
  if (year < (rule.from ?? year)) return undefined;
  if (rule.easter !== undefined) return easter + rule.easter;
  const [ofYear, month, day] = (rule.once ?? `${year}-${rule.date}`).split('-').map(Number);
  return ofYear === year ? dayNumber(year, month!, day!) : undefined;
}

function movesIn(rule: HolidayRule, year: number): boolean {
  return rule.moves === true || (rule.moves !== undefined && year >= rule.moves);
}
