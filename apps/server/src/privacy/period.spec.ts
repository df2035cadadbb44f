import { describe, expect, it } from '@jest/globals';
import { readPeriod, shifted } from './period.ts';

const on = (text: string) => Date.parse(`${text}T12:00:00Z`);

describe('Periods of retention', () => {
  it.each([
    ['180', 'P180D'],
    ['P5Y', 'P5Y'],
    [' P6M ', 'P6M'],
    ['0', undefined],
    ['', undefined],
    ['P1Y6M', undefined],
    ['ten years', undefined],
  ])('reads %p as %p', (text, period) => expect(readPeriod(text)).toBe(period));

  it.each([
    ['2024-02-29', 'P1Y', 1, '2025-02-28'],
    ['2026-01-31', 'P1M', 1, '2026-02-28'],
    ['2026-03-31', 'P1M', -1, '2026-02-28'],
    ['2026-01-01', 'P180D', 1, '2026-06-30'],
    ['2026-12-31', 'P10Y', -1, '2016-12-31'],
  ] as const)('%s and %s (%d) is %s', (from, period, sign, to) => expect(shifted(on(from), period, sign)).toBe(on(to)));
});
