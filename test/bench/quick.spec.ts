import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasMariadb } from '../support/start-mariadb.ts';
import { hasRedis } from '../support/start-redis.ts';
import { endGroup, tied } from '../support/throw-away.ts';
import type { Result } from './workload.ts';

/** All but `web`, whose ways the browser tests go, and `inbox`, which fills a database for minutes. */
const played = [
  ...['kernel', 'row', 'loop', 'snapshots', 'floor', 'durable', 'http', 'one-task', 'case', 'startup'],
  ...['timers', 'overload', 'waiting', 'history', 'chain'],
  ...(hasMariadb() && hasRedis() ? ['replicas'] : []),
];

/** Nothing is asserted of time: other work runs beside. That the programs still run, give figures and lose nothing is. */
describe('npm run bench -- --quick', () => {
  const results = new Map<string, Result>();
  let child: ChildProcess | undefined;
  // with its servers and databases
  const end = (): void => {
    if (child) endGroup(child);
  };

  beforeAll(async () => {
    const program = fileURLToPath(new URL('run.mjs', import.meta.url));
    child = spawn(process.execPath, [program, '--quick', '--seed', '1', ...played], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    tied(child, end);
    const told: string[] = [];
    child.stdout?.on('data', (chunk: Buffer) => told.push(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => told.push(chunk.toString()));
    const code = await new Promise((resolve) => child?.once('close', resolve));
    if (code !== 0) throw new Error(told.join(''));
    for (const [file] of told.join('').matchAll(/\S+\.quick\.json/g)) {
      const result = JSON.parse(readFileSync(file, 'utf8')) as Result;
      results.set(result.workload, result);
    }
  }, 600_000);
  afterAll(end);

  it('tells figures of each workload, with machine, versions and seed', () => {
    expect([...results.keys()].sort()).toEqual([...played].sort());
    for (const { rows, seed, quick, machine } of results.values()) {
      expect(rows.length).toBeGreaterThan(0);
      for (const { value } of rows) expect(Number.isFinite(value)).toBe(true);
      expect({ seed, quick }).toEqual({ seed: 1, quick: true });
      expect(machine.versions['Node']).toBe(process.versions.node);
    }
  });

  it('loses, doubles and hastens nothing', () => {
    const counted = [...results.values()].flatMap(({ rows }) => rows.filter(({ bound, unit }) => bound === 0 && unit === ''));
    expect(counted.length).toBeGreaterThan(0);
    expect(counted.filter(({ value }) => value !== 0)).toEqual([]);
  });
});
