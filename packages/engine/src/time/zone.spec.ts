import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localTime, momentOf } from './zone.ts';

/** What the clocks show, as the platform prints it: the Swedish way of writing is ISO's. */
const printed = (zone: string, millis: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(millis);
const written = (local: number): string => new Date(local).toISOString().slice(0, 19).replace('T', ' ');

const zones = ['Europe/Riga', 'Europe/Vilnius', 'Europe/Sofia', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];
const moments = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2060, 0, 1) });
/** Within two days of a change of the clocks in Europe: the last Sundays of March and October. */
const aroundChanges = fc
  .tuple(fc.integer({ min: 1997, max: 2060 }), fc.constantFrom(2, 9), fc.integer({ min: -172_800, max: 172_800 }))
  .map(([year, month, seconds]) => {
    const last = new Date(Date.UTC(year, month + 1, 0));
    return last.getTime() - last.getUTCDay() * 86_400_000 + 3_600_000 + seconds * 1_000;
  });

describe('Local times of a zone', () => {
  it('are what the platform prints, on days with and without a change of the clocks', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.oneof(moments, aroundChanges), (zone, millis) => {
        expect(written(localTime(zone, millis))).toBe(printed(zone, millis));
      }),
      { numRuns: 2_000 },
    );
  });

  it('lead back to their moment, or in the hour that occurs twice to the first of both', () => {
    fc.assert(
      fc.property(fc.constantFrom('Europe/Riga', 'Europe/Sofia'), fc.oneof(moments, aroundChanges), (zone, millis) => {
        const moment = momentOf(zone, localTime(zone, millis));
        expect([millis, millis - 3_600_000]).toContain(moment);
        expect(localTime(zone, moment)).toBe(localTime(zone, millis));
      }),
      { numRuns: 2_000 },
    );
  });
});
