import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { riga, tuesday } from '../testing/play.ts';
import { nextCycle, startCycle } from './cycle.ts';

const minute = 60_000;
/** All firings, each taken `late` milliseconds after it was due. */
function firings(text: string, late = 0, most = 10): string[] {
  const found: string[] = [];
  for (let due = startCycle(text, tuesday, riga); due && found.length < most;) {
    found.push(new Date(due.dueAt).toISOString().slice(0, 16));
    due = due.cycle === undefined ? undefined : nextCycle(due.cycle, due.dueAt + late, riga);
  }
  return found;
}

describe('a cycle', () => {
  it('fires as often as it says', () => {
    expect(firings('R3/PT1H')).toEqual(['2026-05-05T08:00', '2026-05-05T09:00', '2026-05-05T10:00']);
  });

  it('goes on without end', () => expect(firings('R/P1D')).toHaveLength(10));

  it('begins at its start', () => {
    expect(firings('R2/2026-06-01T10:00/P1W')).toEqual(['2026-06-01T07:00', '2026-06-08T07:00']);
  });

  it('keeps to the last day of the month where it can', () => {
    expect(firings('R4/2026-05-31T10:00/P1M')).toEqual([
      '2026-05-31T07:00',
      '2026-06-30T07:00',
      '2026-07-31T07:00',
      '2026-08-31T07:00',
    ]);
  });

  it('fires once for several missed points, which count', () => {
    expect(firings('R6/PT1H', 150 * minute)).toEqual(['2026-05-05T08:00', '2026-05-05T11:00']);
  });

  it('that began in the past goes on at its next point', () => {
    expect(firings('R/2020-01-01T00:00Z/PT7M', 0, 1)).toEqual(['2026-05-05T07:05']);
    expect(firings('R3/2020-01-01T00:00Z/P1D')).toEqual([]);
    expect(firings('R/1960-01-01T00:00Z/P1D', 0, 1)).toEqual(['2026-05-06T00:00']);
  });

  it.each([
    '',
    'R3',
    'R3/soon',
    'PT1H',
    'R3/PT0S',
    'R3/-PT1H',
    'R3/x/PT1H',
    'R-1/PT1H',
    'R/P9000Y',
    'R/P999999999Y',
    'R/2020-01-01T00:00Z/P8500Y',
    '0 0 8 * * ?',
  ])('%p cannot be read', (text) => {
    expect(() => startCycle(text, tuesday, riga)).toThrow(expect.objectContaining({ name: 'ExpressionError' }));
  });

  it('never fires before the moment it is asked at, and stays on its grid', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat({ max: 400_000_000_000 }), (seconds, later) => {
        const first = startCycle(`R/PT${seconds}S`, tuesday, riga)!;
        const next = nextCycle(first.cycle!, tuesday + later, riga)!;
        expect(next.dueAt).toBeGreaterThan(tuesday + later);
        expect(next.dueAt - Math.max(first.dueAt, tuesday + later)).toBeLessThanOrEqual(seconds * 1000);
        expect((next.dueAt - tuesday) % (seconds * 1000)).toBe(0);
      }),
    );
  });
});
