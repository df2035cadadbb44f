import { describe, expect, it } from '@jest/globals';
import { durationMillis } from './time-to-live.ts';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

describe('How long a message waits for a receiver', () => {
  it.each([
    ['P2W', 14 * day],
    ['P12W', 84 * day],
    ['P30D', 30 * day],
    ['PT36H', 36 * hour],
    ['PT90M', 90 * minute],
    ['PT45S', 45 * second],
    ['P1W2DT3H4M5S', 9 * day + 3 * hour + 4 * minute + 5 * second],
    ['PT0S', 0],
  ])('is told as %s', (text, millis) => expect(durationMillis(text)).toBe(millis));

  it.each(['', 'P', 'soon', 'P1M', 'P1Y', '1D', 'P1D or so', 'in P1D', 'P1H', 'PT1D', 'P-1D', 'PT1.5H', 'p1d'])(
    'is not told as %j',
    (text) => expect(durationMillis(text)).toBeUndefined(),
  );
});
