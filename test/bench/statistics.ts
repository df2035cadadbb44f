import type { Random } from '../faults/random.ts';

export interface Figures {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly least: number;
  readonly most: number;
  readonly count: number;
}

export function figures(values: readonly number[]): Figures {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    median: at(0.5),
    p10: at(0.1),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    least: at(0),
    most: at(1),
    count: sorted.length,
  };
}

/** As a row tells it: the median of rounds with the lowest and the highest. */
export function ofRounds(values: readonly number[]): { value: number; low: number; high: number } {
  const { least, most } = figures(values);
  return { value: middle(values), low: least, high: most };
}

/** The median: of an even number the mean of the two in the middle. */
export function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

/** The median with its 95 % interval, by drawing as many anew from the same, ten thousand times (percentile bootstrap). */
export function medianInterval(values: readonly number[], random: Random): { value: number; low: number; high: number } {
  const medians = Array.from({ length: 10_000 }, () => middle(values.map(() => random.pick(values)))).sort((a, b) => a - b);
  return { value: middle(values), low: medians[250] as number, high: medians[9_749] as number };
}

/** Does `work` so often, so many at a time; `work` is told which it is, from 0. */
export async function spread(times: number, atOnce: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(atOnce, times) }, async () => {
      while (next < times) await work(next++);
    }),
  );
}
