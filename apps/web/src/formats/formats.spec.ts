import { describe, expect, it } from '@jest/globals';
import { formatsFor } from './formats.ts';

const lastMinute = Date.UTC(2026, 2, 5, 21, 59);

describe('dates, times and numbers', () => {
  it.each([
    ['en', '5 Mar 2026 23:59', '12,345.67'],
    ['lv', '05.03.2026 23:59', '12 345,67'],
    ['lt', '2026-03-05 23:59', '12 345,67'],
    ['bg', '05.03.2026 г. 23:59', '12 345,67'],
  ] as const)(
    'in %s follow the language, and the clocks of the institution rather than the browser',
    (language, moment, number) => {
      const formats = formatsFor(language, 'Europe/Riga');
      const spaced = (text: string) => text.replace(/\s/g, ' ');
      expect(spaced(formats.moment(lastMinute))).toBe(moment);
      expect(spaced(formats.number(12_345.67))).toBe(number);
    },
  );

  it('belong to the day that the institution has, though it is another day elsewhere', () => {
    expect(formatsFor('lt', 'Europe/Vilnius').date(Date.UTC(2026, 2, 5, 22, 1))).toBe('2026-03-06');
    expect(formatsFor('lt', 'UTC').date(Date.UTC(2026, 2, 5, 22, 1))).toBe('2026-03-05');
  });
});
