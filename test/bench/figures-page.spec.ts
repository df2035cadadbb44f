import { describe, expect, it } from '@jest/globals';
import { Random } from '../faults/random.ts';
import type { Summary } from '../faults/summary.ts';
import { faultFigures } from './fault-figures.ts';
import { verdict } from './figure-text.ts';
import { figuresPage } from './figures-page.ts';
import { medianInterval, middle } from './statistics.ts';
import type { Result, Row } from './workload.ts';

const row = (more: Partial<Row> = {}): Row => ({ name: 'a step', value: 12.34, unit: 'ms', ...more });
const result = (workload: string, rows: readonly Row[]): Result => ({
  workload,
  about: 'what it is',
  date: '2026-11-22T10:00:00.000Z',
  seconds: 200,
  seed: 7,
  quick: false,
  machine: {
    cpu: 'a processor',
    cores: 2,
    memory: 24 * 1024 ** 3,
    system: 'Linux 6',
    load: 0.25,
    versions: { Node: '24.1.0', SQLite: '3.50.0' },
  },
  rows,
});

describe('The page of figures', () => {
  it('tells figure, spread, target, whether it is met, machine, versions and how to repeat it', () => {
    const page = figuresPage(['one'], [result('one', [row({ low: 11, high: 13, bound: 20, aim: 10 })])]);
    expect(page).toContain('| a step | 12.3 ms | 11 – 13 | ≤ 20 ms, aim 10 ms | met |');
    for (const text of ['2 × a processor', '24 GiB', 'Node 24.1.0', '2026-11-22', '`npm run bench -- one --seed 7` (3 min)'])
      expect(page).toContain(text);
  });

  it('tells of a run of faults what was struck, what was found wrong, and how to repeat it', () => {
    const lag = { count: 9, median: 120, p99: 900, worst: 4_200 };
    const summary: Summary = {
      options: {
        ...{ minutes: 1, clients: 20, database: 'mariadb', queue: 'bullmq', replicas: 2, killEvery: 3, seed: 7, only: [] },
        goals: { instances: 10_000, kills: 300, 'database-faults': 50, 'redis-faults': 50 },
        summary: undefined,
      },
      seconds: 600,
      instances: { all: 10_020, ended: 9_000, waiting: {} },
      requests: { starts: 10_000, acknowledged: 90_000, refused: 5, lost: 300 },
      kills: 299,
      faults: { kill: { one: 200, both: 99 }, many: Object.fromEntries([...'abcdefghijk'].map((place) => [place, 2])) },
      families: { replica: 299, database: 51, redis: 50 },
      checks: { 'each trace is legal': 40, 'nothing is stuck': 2 },
      failed: [],
      lags: { timer: lag },
      lateByRedis: 3,
      recovery: { kill: lag },
    };
    const page = figuresPage(['faults'], [faultFigures(summary, result('x', []).date, result('x', []).machine)]);
    for (const text of [
      '| instances | 10,020 |  | ≥ 10,000 | met |',
      '| servers killed | 299 |  | ≥ 300 | missed |',
      '|   kill: one | 200 |',
      '|   many, 11 kinds | 22 |',
      '| of these later than 10 s, where Redis had a fault | 3 |',
      '| checks of what is stored against the ledger | 42 |',
      '| lost, doubled, stuck or otherwise wrong | 0 |  | ≤ 0 | met |',
      '| each timer: late, worst | 4.20 s |',
      '--replicas 2 --clients 20 --kill-every 3 --instances 10000 --kills 300 --database-faults 50 --redis-faults 50 --seed 7` (10 min)',
    ])
      expect(page).toContain(text);
  });

  it('keeps the parts that were not measured again, in the order of the workloads', () => {
    const before = figuresPage(['one', 'two'], [result('two', [row({ value: 2 })]), result('gone', [row()])]);
    const page = figuresPage(['one', 'two'], [result('one', [row({ value: 1 })])], before);
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, name]) => name)).toEqual(['one', 'two']);
    expect(page).toContain('| a step | 2 ms |');
    expect(figuresPage(['one', 'two'], [], page)).toBe(page);
  });

  it('judges by the end of an interval that is nearest to missing', () => {
    expect(verdict(row({ bound: 12 }))).toBe('missed');
    expect(verdict(row({ bound: 13, aim: 12.5 }))).toBe('met, aim too');
    expect(verdict(row({ value: 0.95, low: 0.88, high: 1, spread: '95 %', bound: 0.9, least: true }))).toBe('missed');
    expect(verdict(row({ value: 0.95, low: 0.91, high: 1, spread: '95 %', bound: 0.9, least: true }))).toBe('met');
    expect(verdict(row({ value: 0.95, low: 0.88, high: 1, bound: 0.9, least: true }))).toBe('met');
  });

  it('draws the same interval from the same seed, around the median', () => {
    const values = [0.9, 0.95, 0.97, 1, 1.01, 1.02, 1.1, 0.99, 0.98, 1.03, 0.96, 1.04];
    const drawn = medianInterval(values, new Random(3));
    expect(drawn).toEqual(medianInterval(values, new Random(3)));
    expect(drawn.value).toBe(middle(values));
    expect(drawn.low).toBeGreaterThanOrEqual(0.95);
    expect(drawn.high).toBeLessThanOrEqual(1.03);
  });
});
