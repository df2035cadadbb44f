import type { Summary } from '../faults/summary.ts';
import type { Machine, Result, Row } from './workload.ts';

const counted = (name: string, value: number, more: Partial<Row> = {}): Row => ({ name, value, unit: '', ...more });

/** Kinds of one fault that get a row each; of more the sum is told. */
const mostRows = 10;
const struck = (kind: string, counts: readonly (readonly [what: string, count: number])[]): Row[] =>
  counts.length > mostRows
    ? [
        counted(
          `  ${kind}, ${counts.length} kinds`,
          counts.reduce((sum, [, count]) => sum + count, 0),
        ),
      ]
    : counts.map(([what, count]) => counted(`  ${kind}: ${what}`, count));

const seconds = (millis: number): number => millis / 1_000;

/**
 * What a long run of `npm run faults` showed, as a part of the page.
 * @param date when the run ended
 * @param machine that of the run
 */
export function faultFigures(summary: Summary, date: string, machine: Machine): Result {
  const { options, instances, requests, kills, families, faults, checks, failed, lags, lateByRedis, recovery } = summary;
  const { database, queue, replicas, clients, killEvery, seed, goals } = options;
  const passed = Object.values(checks).reduce((sum, count) => sum + count, 0);
  const rows = [
    counted('instances', instances.all, { bound: 10_000, least: true }),
    counted('of these ended', instances.ended),
    counted('requests acknowledged', requests.acknowledged),
    counted('requests refused', requests.refused),
    counted('requests without an answer', requests.lost),
    counted('servers killed', kills, { bound: 300, least: true }),
    counted('database faults', families.database, { bound: 50, least: true }),
    counted('Redis faults', families.redis, { bound: 50, least: true }),
    ...Object.entries(faults).flatMap(([kind, counts]) => struck(kind, Object.entries(counts))),
    counted('checks of what is stored against the ledger', passed),
    counted('lost, doubled, stuck or otherwise wrong', failed.length, { bound: 0 }),
    ...Object.entries(lags).flatMap(([what, { median, worst }]): Row[] => [
      { name: `each ${what}: late, median`, value: seconds(median), unit: 's' },
      { name: `each ${what}: late, worst`, value: seconds(worst), unit: 's' },
    ]),
    counted('of these later than 10 s, where Redis had a fault', lateByRedis),
    ...Object.entries(recovery).map(([kind, { worst }]): Row => ({
      name: `whole again after ${kind}, worst`,
      value: seconds(worst),
      unit: 's',
    })),
  ];
  const reached = Object.entries(goals).map(([name, goal]) => `--${name} ${goal}`);
  return {
    workload: 'faults',
    about:
      `what was struck while ${clients} clients worked on ${replicas} servers with ${database} and ${queue}, ` +
      'and what was found wrong afterwards',
    command:
      `npm run faults -- --database ${database} --queue ${queue} --replicas ${replicas} --clients ${clients} ` +
      `--kill-every ${killEvery} ${reached.join(' ')} --seed ${seed}`,
    date,
    seconds: summary.seconds,
    seed,
    quick: false,
    machine,
    rows,
  };
}
