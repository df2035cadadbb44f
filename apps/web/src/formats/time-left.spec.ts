import { createCalendar } from '@gaita/calendar';
import { describe, expect, it } from '@jest/globals';
import { timeLeft } from './time-left.ts';

const riga = createCalendar({ country: 'LV', movedDays: true });
const at = (day: string) => riga.startOfDay(day) + 10 * 3_600_000;
const endOf = (day: string) => riga.endOfDay(day);

describe('the time left', () => {
  it('is counted in working days where the rule is, holidays and weekends left out', () => {
    // 18 November is a holiday of Latvia, 14 and 15 a weekend.
    expect(timeLeft(endOf('2026-11-20'), at('2026-11-13'), riga, true)).toEqual({ over: false, count: 4, unit: 'working day' });
    expect(timeLeft(endOf('2026-11-20'), at('2026-11-13'), riga, false)).toEqual({ over: false, count: 7, unit: 'day' });
  });

  it('is nothing on the last day until its end', () => {
    expect(timeLeft(endOf('2026-11-20'), at('2026-11-20'), riga, true)).toEqual({ over: false, count: 0, unit: 'working day' });
  });

  it('that is over counts the working days since, none on the weekend after the last day', () => {
    expect(timeLeft(endOf('2026-11-20'), at('2026-11-21'), riga, true)).toEqual({ over: true, count: 0, unit: 'working day' });
    expect(timeLeft(endOf('2026-11-20'), at('2026-11-24'), riga, true)).toEqual({ over: true, count: 2, unit: 'working day' });
  });
});
