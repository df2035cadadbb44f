import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar, Country, LocalDate } from './index.ts';
import { CalendarError, createCalendar } from './index.ts';
import { dayNumber, formatDay } from './local-date.ts';

const overridden = {
  overrides: [
    { date: '2026-03-02', working: false, source: 'town festival' },
    { date: '2026-03-07', working: true, source: 'town festival' },
  ],
};

const calendars: readonly Calendar[] = (['LV', 'LT', 'BG'] as const satisfies readonly Country[]).flatMap((country) => [
  createCalendar({ country, movedDays: true }),
  createCalendar({ country, movedDays: false }),
  createCalendar({ country, movedDays: true, ...overridden }),
]);

const anyCalendar = fc.constantFrom(...calendars);
const anyDay = fc.integer({ min: dayNumber(1995, 1, 1), max: dayNumber(2105, 12, 31) }).map(formatDay);
const someDays = fc.integer({ min: 1, max: 700 });

/** Steps from day to day, so that it shares nothing with the counting by years. */
const walk = (calendar: Calendar, from: LocalDate, n: number): LocalDate => {
  const step = Math.sign(n);
  let day = Date.parse(from) / 86_400_000;
  for (let left = Math.abs(n); left > 0;) {
    day += step;
    if (calendar.isWorkingDay(formatDay(day))) left--;
  }
  return formatDay(day);
};

describe('adding working days', () => {
  it('is the same as walking from day to day, in both directions', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: -400, max: 400 }), (calendar, from, n) => {
        expect(calendar.addWorkingDays(from, n)).toBe(walk(calendar, from, n));
      }),
    );
  });

  it('lands on a working day', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, someDays, fc.constantFrom(1, -1), (calendar, from, n, sign) => {
        expect(calendar.isWorkingDay(calendar.addWorkingDays(from, sign * n))).toBe(true);
      }),
    );
  });

  it('never gives an earlier day for a later start or a longer term', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, anyDay, someDays, someDays, (calendar, a, b, n, m) => {
        const [early, late] = a <= b ? [a, b] : [b, a];
        expect(calendar.addWorkingDays(early, n) <= calendar.addWorkingDays(late, n)).toBe(true);
        expect(calendar.addWorkingDays(a, n) < calendar.addWorkingDays(a, n + m)).toBe(true);
      }),
    );
  });

  it('is undone by the negative number from a working day', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, someDays, (calendar, day, n) => {
        const from = calendar.addWorkingDays(day, 1);
        expect(calendar.addWorkingDays(calendar.addWorkingDays(from, n), -n)).toBe(from);
        expect(calendar.addWorkingDays(calendar.addWorkingDays(from, -n), n)).toBe(from);
      }),
    );
  });

  it('by none is the day itself', () => {
    expect(calendars[0]!.addWorkingDays('2026-01-03', 0)).toBe('2026-01-03');
  });
});

describe('counting working days', () => {
  it('gives back what was added', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, someDays, (calendar, from, n) => {
        expect(calendar.workingDaysBetween(from, calendar.addWorkingDays(from, n))).toBe(n);
      }),
    );
  });

  it('adds up over a day between, and turns its sign with the direction', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, anyDay, anyDay, (calendar, a, b, c) => {
        const between = calendar.workingDaysBetween;
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
        expect(between(a, b) + between(b, a)).toBe(0);
      }),
    );
  });

  it('does not count the first day and counts the last', () => {
    const [calendar] = calendars;
    expect(calendar!.workingDaysBetween('2026-02-02', '2026-02-03')).toBe(1);
    expect(calendar!.workingDaysBetween('2026-02-06', '2026-02-08')).toBe(0);
    expect(calendar!.workingDaysBetween('2026-02-03', '2026-02-02')).toBe(-1);
    expect(calendar!.workingDaysBetween('2026-02-08', '2026-02-07')).toBe(0);
    expect(calendar!.workingDaysBetween('2026-02-02', '2026-02-02')).toBe(0);
  });
});

describe('days that were moved', () => {
  const state = createCalendar({ country: 'LV', movedDays: true });
  const municipality = createCalendar({ country: 'LV', movedDays: false });
  const working = (calendar: Calendar, days: readonly string[]): boolean[] => days.map((day) => calendar.isWorkingDay(day));

  it('by the Latvian government in 2026 bind state bodies, and a municipality only if it takes them over', () => {
    const free = ['2026-01-02', '2026-06-22'];
    const saturdays = ['2026-01-17', '2026-06-27'];
    expect(working(state, [...free, ...saturdays])).toEqual([false, false, true, true]);
    expect(working(municipality, [...free, ...saturdays])).toEqual([true, true, false, false]);
  });

  it('by the Bulgarian government in 2026 are free for everybody', () => {
    expect(createCalendar({ country: 'BG', movedDays: false }).isWorkingDay('2026-01-02')).toBe(false);
  });

  it('Lithuanian holidays on a weekend do not move', () => {
    const lithuania = createCalendar({ country: 'LT', movedDays: true });
    expect(working(lithuania, ['2026-08-15', '2026-08-17', '2026-12-26', '2026-12-28'])).toEqual([false, true, false, true]);
  });

  it("by the institution win over the country's, in that institution alone", () => {
    const own = createCalendar({
      country: 'LV',
      movedDays: true,
      overrides: [
        { date: '2026-01-02', working: true, source: 'order of the director' },
        { date: '2026-02-02', working: false, source: 'order of the director' },
        { date: '2026-11-18', working: true, source: 'order of the director' },
      ],
    });
    expect(working(own, ['2026-01-02', '2026-02-02', '2026-11-18'])).toEqual([true, false, true]);
    expect(working(state, ['2026-01-02', '2026-02-02', '2026-11-18'])).toEqual([false, true, false]);
    expect(own.isWorkingDay('2027-02-02')).toBe(true);
  });
});

describe('questions that make no sense', () => {
  const calendar = createCalendar({ country: 'LV', movedDays: true });

  it.each(['2026-02-30', '2026-2-3', '', 'tomorrow', '2026-01-01T00:00:00Z', '2026-13-01'])('"%s" is no day', (day) => {
    expect(() => calendar.isWorkingDay(day)).toThrow(CalendarError);
    expect(() => calendar.isWorkingDay(day)).toThrow(`"${day}" is no calendar day (isWorkingDay). Write an existing day`);
  });

  it.each([1.5, NaN, Infinity])('%d is no number of working days', (n) => {
    expect(() => calendar.addWorkingDays('2026-01-01', n)).toThrow(`${n} is no number of working days`);
  });

  it('a day beyond the calendar is refused soon, not searched for', () => {
    expect(() => calendar.addWorkingDays('2026-01-01', Number.MAX_SAFE_INTEGER)).toThrow(
      'The year 2200 lies outside the calendar',
    );
    expect(() => calendar.addWorkingDays('2026-01-01', Number.MIN_SAFE_INTEGER)).toThrow('The year 1899 lies outside');
    expect(() => calendar.isWorkingDay('9999-12-31')).toThrow('Use days from 1900-01-01 to 2199-12-31.');
  });

  it('a country, zone or override that cannot be read is refused at once', () => {
    const options = { country: 'LV', movedDays: true } as const;
    expect(() => createCalendar({ ...options, country: 'constructor' as Country })).toThrow('Use LV, LT or BG.');
    expect(() => createCalendar({ ...options, zone: 'Europe/Atlantis' })).toThrow('"Europe/Atlantis" is no time zone');
    const day = { date: '2026-05-01', working: true, source: 'order' };
    expect(() => createCalendar({ ...options, overrides: [{ ...day, date: '1 May' }] })).toThrow('"1 May" is no calendar day');
    expect(() => createCalendar({ ...options, overrides: [day, day] })).toThrow('2026-05-01 is overridden twice');
  });
});
