import { describe, expect, it } from '@jest/globals';
import type { Country } from './index.ts';
import { createCalendar } from './index.ts';

type Institution = 'state' | 'municipality';

/** Deadlines known from elsewhere: country, institution, day of receipt, term, last day. */
const golden: readonly (readonly [Country, Institution, string, string, string])[] = [
  ['LV', 'state', '2026-01-15', '10 working days', '2026-01-28'],
  ['LV', 'municipality', '2026-01-15', '10 working days', '2026-01-29'],
  ['LV', 'state', '2026-04-04', 'P1M', '2026-05-05'],
  ['LV', 'state', '2026-01-31', 'P1M', '2026-03-02'],
  ['LV', 'state', '2026-11-13', '10 working days', '2026-11-30'],
  ['LT', 'state', '2026-12-18', '20 working days', '2027-01-20'],
  ['BG', 'state', '2026-05-11', 'P14D', '2026-05-26'],
  ['BG', 'state', '2026-12-14', 'P14D', '2026-12-29'],
];

describe('the golden deadlines', () => {
  it.each(golden)('%s, %s: received on %s, %s ends on %s', (country, institution, from, term, due) => {
    const calendar = createCalendar({ country, movedDays: institution === 'state' });
    expect(calendar.deadline(term, calendar.startOfDay(from)).date).toBe(due);
    expect(calendar.deadline(term, calendar.endOfDay(from)).date).toBe(due);
  });

  it('counts the published 248 working days of 2026 in Bulgaria', () => {
    const calendar = createCalendar({ country: 'BG', movedDays: true });
    expect(calendar.workingDaysBetween('2025-12-31', '2026-12-31')).toBe(248);
  });
});
