import { describe, expect, it } from '@jest/globals';
import Holidays from 'date-holidays';
import { easterSunday } from './easter.ts';
import type { Country } from './index.ts';
import { listHolidays } from './list-holidays.ts';
import { formatDay } from './local-date.ts';

const FIRST = 1990;
const LAST = 2100;
const years = Array.from({ length: LAST - FIRST + 1 }, (_, i) => FIRST + i);

const datesOf = (country: Country, year: number): string[] => listHolidays(country, year).map(({ day }) => formatDay(day));

describe('the public holidays, held against date-holidays from 1990 to 2100', () => {
  /** What date-holidays calls public, as days of the country's own clock. */
  const reference = (country: Country): ((year: number) => string[]) => {
    const holidays = new Holidays(country, { types: ['public'] });
    return (year) => [...new Set(holidays.getHolidays(year).map(({ date }) => date.slice(0, 10)))].sort();
  };

  it.each(['LV', 'LT'] as const)('%s has the same days', (country) => {
    const expected = reference(country);
    for (const year of years) expect([year, ...datesOf(country, year)]).toEqual([year, ...expected(year)]);
  });

  it('BG has the same days and 26 December, before days are given back', () => {
    const expected = reference('BG');
    for (const year of years) {
      const held = listHolidays('BG', year).filter(({ givenBackFor }) => givenBackFor === undefined);
      const days = [...new Set(held.map(({ day }) => formatDay(day)))];
      expect([year, ...days]).toEqual([year, ...expected(year), `${year}-12-26`].sort());
    }
  });
});

describe('days given back for holidays on a weekend', () => {
  const givenBack = (country: Country, year: number): string[] =>
    listHolidays(country, year)
      .filter(({ givenBackFor }) => givenBackFor !== undefined)
      .map(({ day }) => formatDay(day));

  it('BG 2026: 24 May, 6 September and 26 December are given back, Easter is not', () => {
    expect(givenBack('BG', 2026)).toEqual(['2026-05-25', '2026-09-07', '2026-12-28']);
  });

  it('BG 2027: two days of Christmas on a weekend give two working days back, and 1 May waits until Easter is over', () => {
    expect(givenBack('BG', 2027)).toEqual(['2027-05-04', '2027-12-27', '2027-12-28']);
  });

  it('BG gave none back before 2017', () => {
    expect(givenBack('BG', 2016)).toEqual([]);
    expect(givenBack('BG', 2017)).not.toEqual([]);
  });

  it('LV gives back 4 May and 18 November only, LT none', () => {
    expect(givenBack('LV', 2025)).toEqual(['2025-05-05']);
    expect(givenBack('LV', 2028)).toEqual(['2028-11-20']);
    expect(years.flatMap((year) => givenBack('LT', year))).toEqual([]);
  });
});

describe('Easter', () => {
  it.each([
    ['western', 2024, '2024-03-31'],
    ['western', 2025, '2025-04-20'],
    ['western', 2026, '2026-04-05'],
    ['western', 2038, '2038-04-25'],
    ['orthodox', 2024, '2024-05-05'],
    ['orthodox', 2025, '2025-04-20'],
    ['orthodox', 2026, '2026-04-12'],
  ] as const)('%s %i is %s', (church, year, day) => {
    expect(formatDay(easterSunday(church, year))).toBe(day);
  });
});
