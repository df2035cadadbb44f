import { describe, expect, it } from '@jest/globals';
import { readDueRule } from './due-rule.ts';

describe('a due rule', () => {
  it('is read as the calendar reads it', () => {
    expect(readDueRule('5 working days', 'LV', '2026-11-20')).toEqual({ legal: false, term: { workingDays: 5 } });
    expect(readDueRule('P1M', 'LV', '2026-11-20')).toEqual({ legal: false, term: { months: 1, days: 0 } });
  });

  it('that names a procedure has the term that was in force in the country on the day of receipt', () => {
    const legal = (country: 'LV' | 'LT' | 'BG', day = '2026-11-20') => readDueRule('legal: administrative-act', country, day);
    expect(legal('LV')).toEqual({ legal: true, term: { months: 1, days: 0 } });
    expect(legal('LT')).toEqual({ legal: true, term: { workingDays: 20 } });
    expect(legal('BG')).toEqual({ legal: true, term: { months: 0, days: 14 } });
    expect(legal('LV', '1900-01-01')).toEqual({ legal: true, term: undefined });
  });

  it('of an institution that we do not know has no term here', () => {
    expect(readDueRule('legal: own-procedure', 'LV', '2026-11-20')).toEqual({ legal: true, term: undefined });
    expect(readDueRule('${deadline}', 'LV', '2026-11-20')).toEqual({ legal: false, term: undefined });
  });
});
