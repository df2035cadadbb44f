import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCalendar } from './index.ts';
import { addMonths, dayNumber, formatDay } from './local-date.ts';

const calendars = (['LV', 'LT', 'BG'] as const).map((country) => createCalendar({ country, movedDays: true }));
const HOUR = 3_600_000;

describe.each(calendars)('days in $zone', (calendar) => {
  const anyDay = fc.integer({ min: dayNumber(1970, 1, 1), max: dayNumber(2150, 12, 31) });

  it('a day starts at its first millisecond, ends at its last, and the next one follows at once', () => {
    fc.assert(
      fc.property(anyDay, (number) => {
        const [day, next] = [formatDay(number), formatDay(number + 1)];
        const [start, end] = [calendar.startOfDay(day), calendar.endOfDay(day)];
        expect([calendar.dayOf(start), calendar.dayOf(end)]).toEqual([day, day]);
        expect(end + 1).toBe(calendar.startOfDay(next));
        expect(calendar.dayOf(start - 1)).toBe(formatDay(number - 1));
        expect([23, 24, 25]).toContain((end + 1 - start) / HOUR);
      }),
    );
  });

  it('every moment lies in its day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2150, 0, 1) }), (millis) => {
        const day = calendar.dayOf(millis);
        expect(calendar.startOfDay(day) <= millis && millis <= calendar.endOfDay(day)).toBe(true);
      }),
    );
  });

  it('has 23 and 25 hours when the clocks change', () => {
    const hours = (day: string): number => (calendar.endOfDay(day) + 1 - calendar.startOfDay(day)) / HOUR;
    expect([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-24'), hours('2026-10-25')]).toEqual([24, 23, 24, 25]);
  });

  it('starts two hours before UTC in winter and three in summer', () => {
    expect(calendar.startOfDay('2026-01-15')).toBe(Date.UTC(2026, 0, 14, 22));
    expect(calendar.endOfDay('2026-07-15')).toBe(Date.UTC(2026, 6, 15, 21) - 1);
    expect(calendar.dayOf(Date.UTC(2026, 6, 15, 21))).toBe('2026-07-16');
  });

  it('refuses what is no moment', () => {
    expect(() => calendar.dayOf(NaN)).toThrow('NaN is no moment');
    expect(() => calendar.dayOf(Date.UTC(3000, 0, 1))).toThrow('The year 3000 lies outside the calendar');
  });
});

describe('a zone whose clocks change at midnight', () => {
  it('starts the day when its first minute exists', () => {
    const beirut = createCalendar({ country: 'LV', zone: 'Asia/Beirut', movedDays: false });
    // 2022-03-27: 00:00 became 01:00; 2022-10-30: 00:00 became 23:00 of the day before
    expect(beirut.startOfDay('2022-03-27')).toBe(Date.UTC(2022, 2, 26, 22));
    expect(beirut.startOfDay('2022-10-30')).toBe(Date.UTC(2022, 9, 29, 22));
    expect(beirut.dayOf(beirut.endOfDay('2022-10-29'))).toBe('2022-10-29');
  });
});

describe('adding months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-05-15', 12, '2027-05-15'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(formatDay(addMonths(Date.parse(from) / (24 * HOUR), months))).toBe(to);
  });
});
