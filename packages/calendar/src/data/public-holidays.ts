import type { Country } from '../calendar.ts';
import type { Church } from '../easter.ts';

/** One public holiday of a country. Exactly one of `date`, `easter` and `once` says when. */
export interface HolidayRule {
  readonly name: string;
  /** Each year, `MM-DD`. */
  readonly date?: string;
  /** Days after Easter Sunday of the country's church; negative before. */
  readonly easter?: number;
  /** In one year only, `YYYY-MM-DD`. */
  readonly once?: string;
  /** The first year in which it is a holiday; absent: always. */
  readonly from?: number;
  /** When it falls on a weekend, the next working day is off too; a number: since that year. */
  readonly moves?: true | number;
}

export interface HolidayRules {
  readonly church: Church;
  /** Where the rules stand. */
  readonly source: string;
  readonly days: readonly HolidayRule[];
}

/** Labour Code art. 154(2), as in force since 2017: holidays on a weekend are given back, Easter aside. */
const BG_MOVES = 2017;

/**
 * The public holidays of the three countries. A test holds this list equal to date-holidays for every year from 1990 to 2100,
 * but for two corrections in Bulgaria: the days given back for weekends, and 26 December, which is a public holiday.
 */
export const publicHolidays: Readonly<Record<Country, HolidayRules>> = {
  LV: {
    church: 'western',
    source: 'Likums "Par svētku, atceres un atzīmējamām dienām", 1. pants',
    days: [
      { name: "New Year's Day", date: '01-01' },
      { name: 'Good Friday', easter: -2 },
      { name: 'Easter Sunday', easter: 0 },
      { name: 'Easter Monday', easter: 1 },
      { name: 'Labour Day', date: '05-01' },
      { name: 'Restoration of Independence', date: '05-04', moves: true },
      { name: 'Midsummer Eve (Līgo)', date: '06-23' },
      { name: 'Midsummer (Jāņi)', date: '06-24' },
      { name: 'Proclamation of the Republic', date: '11-18', moves: true },
      { name: 'Christmas Eve', date: '12-24' },
      { name: 'Christmas Day', date: '12-25' },
      { name: 'Second Day of Christmas', date: '12-26' },
      { name: "New Year's Eve", date: '12-31' },
      { name: 'Medal at the World Ice Hockey Championship', once: '2023-05-29' },
    ],
  },
  LT: {
    church: 'western',
    source: 'Darbo kodeksas, 123 straipsnis',
    days: [
      { name: "New Year's Day", date: '01-01' },
      { name: 'Restoration of the State', date: '02-16' },
      { name: 'Restoration of Independence', date: '03-11' },
      { name: 'Easter Sunday', easter: 0 },
      { name: 'Easter Monday', easter: 1 },
      { name: 'Labour Day', date: '05-01' },
      { name: "St John's Day (Joninės)", date: '06-24' },
      { name: 'Statehood Day', date: '07-06' },
      { name: 'Assumption', date: '08-15' },
      { name: "All Saints' Day", date: '11-01' },
      { name: "All Souls' Day", date: '11-02', from: 2020 },
      { name: 'Christmas Eve', date: '12-24' },
      { name: 'Christmas Day', date: '12-25' },
      { name: 'Second Day of Christmas', date: '12-26' },
    ],
  },
  BG: {
    church: 'orthodox',
    source: 'Кодекс на труда, чл. 154',
    days: [
      { name: "New Year's Day", date: '01-01', moves: BG_MOVES },
      { name: 'Liberation Day', date: '03-03', moves: BG_MOVES },
      { name: 'Good Friday', easter: -2 },
      { name: 'Easter Sunday', easter: 0 },
      { name: 'Easter Monday', easter: 1 },
      { name: 'Labour Day', date: '05-01', moves: BG_MOVES },
      { name: "St George's Day", date: '05-06', moves: BG_MOVES },
      { name: 'Culture and Literacy Day', date: '05-24', moves: BG_MOVES },
      { name: 'Unification Day', date: '09-06', moves: BG_MOVES },
      { name: 'Independence Day', date: '09-22', moves: BG_MOVES },
      { name: 'Christmas Eve', date: '12-24', moves: BG_MOVES },
      { name: 'Christmas Day', date: '12-25', moves: BG_MOVES },
      { name: 'Second Day of Christmas', date: '12-26', moves: BG_MOVES },
    ],
  },
};
