import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { riga } from '../testing/play.ts';
import { addDuration, parseDuration, parseMoment } from './iso-time.ts';

const iso = (millis: number | undefined): string | undefined =>
  millis === undefined ? undefined : new Date(millis).toISOString();

describe('a moment', () => {
  it.each([
    ['2026-05-04T10:00:00Z', '2026-05-04T10:00:00.000Z'],
    ['2026-05-04T10:00:00.250+02:00', '2026-05-04T08:00:00.250Z'],
    ['2026-05-04T10:00:00.000+0200', '2026-05-04T08:00:00.000Z'],
    ['2026-05-04T10:00-01', '2026-05-04T11:00:00.000Z'],
    ['2026-05-04T10:00', '2026-05-04T07:00:00.000Z'],
    ['2026-01-04T10:00', '2026-01-04T08:00:00.000Z'],
    ['2026-05-04T10:00@Europe/Sofia', '2026-05-04T07:00:00.000Z'],
    ['2026-05-04T10:00:00[America/New_York]', '2026-05-04T14:00:00.000Z'],
    ['2026-05-04', '2026-05-04T20:59:59.999Z'],
    ['2026-05-04T24:00', '2026-05-04T21:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(iso(parseMoment(text, riga))).toBe(expected);
  });

  it.each(['', 'soon', '2026-02-30', '2026-13-01T00:00', '2026-05-04T25:00', '2026-05-04T10:61', '10:00', 'P1D', '0 0 8 * * ?'])(
    '%p is none',
    (text) => expect(parseMoment(text, riga)).toBeUndefined(),
  );

  it('takes the offset before a skipped hour and the first of a repeated one', () => {
    expect(iso(parseMoment('2026-03-29T03:30', riga))).toBe('2026-03-29T01:30:00.000Z');
    expect(iso(parseMoment('2026-10-25T03:30', riga))).toBe('2026-10-25T00:30:00.000Z');
  });
});

describe('a duration', () => {
  const from = Date.parse('2026-01-31T08:00:00Z');
  it.each([
    ['PT1H30M', '2026-01-31T09:30:00.000Z'],
    ['P1M', '2026-02-28T08:00:00.000Z'],
    ['P2W', '2026-02-14T08:00:00.000Z'],
    ['P1Y2M3DT4H', '2027-04-03T11:00:00.000Z'],
    ['P0.5D', '2026-01-31T20:00:00.000Z'],
    ['-P1D', '2026-01-30T08:00:00.000Z'],
    // Across the change to summer time the time of day stays.
    ['P60D', '2026-04-01T07:00:00.000Z'],
    ['PT1440H', '2026-04-01T08:00:00.000Z'],
  ])('%s later is %s', (text, expected) => {
    expect(iso(addDuration(from, parseDuration(text)!, 'Europe/Riga'))).toBe(expected);
  });

  it.each(['', 'P', 'PT', '1H', 'P1H', 'P1DT', 'R3/PT1H', 'PT-1H'])('%p is none', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );

  it('of one day is a day later on the calendar, whatever the clocks do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (at) => {
        const later = addDuration(at, { months: 0, days: 1, millis: 0 }, 'Europe/Riga');
        expect(Math.abs(later - at - 86_400_000)).toBeLessThanOrEqual(3_600_000);
        expect(later).toBeGreaterThan(at);
      }),
    );
  });

  it.each(['P999999999Y', 'P9000Y', 'P99999999999W', 'PT99999999999999H', '-P99999Y', '-P1100Y', `P${'9'.repeat(400)}D`])(
    '%s after now is no moment that a clock could show',
    (text) => expect(addDuration(Date.UTC(2026, 4, 4), parseDuration(text)!, 'Europe/Riga')).toBeNaN(),
  );
});
