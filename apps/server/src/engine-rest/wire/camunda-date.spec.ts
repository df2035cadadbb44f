import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromCamundaDate, toCamundaDate } from './camunda-date.ts';

describe("Camunda's dates", () => {
  it('have milliseconds and a zone without a colon', () => {
    expect(toCamundaDate(Date.UTC(2026, 0, 1))).toBe('2026-01-01T00:00:00.000+0000');
  });

  it('are read with and without milliseconds, in any zone', () => {
    const noon = Date.UTC(2026, 5, 1, 12);
    for (const text of [
      '2026-06-01T12:00:00.000+0000',
      '2026-06-01T12:00:00',
      '2026-06-01T15:00:00.0+0300',
      '2026-06-01T15:00:00+03:00',
      '2026-06-01T09:30:00.000-0230',
      '2026-06-01T12:00:00Z',
    ])
      expect([text, fromCamundaDate(text)]).toEqual([text, noon]);
  });

  it('are nothing else', () => {
    for (const text of ['', '2026-06-01', '1.6.2026', '2026-13-01T00:00:00', '2026-02-30T00:00:00', '2026-06-01T25:00:00', 'now'])
      expect([text, fromCamundaDate(text)]).toEqual([text, undefined]);
  });

  it('come back as they were sent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 0) }), (millis) => {
        expect(fromCamundaDate(toCamundaDate(millis))).toBe(millis);
      }),
    );
  });
});
