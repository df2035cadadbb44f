import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fromRoot } from './built.ts';
import type { Result } from './workload.ts';

const folder = fromRoot('test/bench/results');

/** @returns the file */
export function keepResult(result: Result): string {
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${result.workload}.${result.date.replaceAll(':', '-').slice(0, 19)}${result.quick ? '.quick' : ''}.json`;
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}

/** Of each workload the last run that was not quick. */
export function newestResults(): Result[] {
  if (!existsSync(folder)) return [];
  const newest = new Map<string, Result>();
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json')) continue;
    const result = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Partial<Result>;
    if (result.workload === undefined || result.date === undefined || result.quick) continue;
    const known = newest.get(result.workload);
    if (!known || known.date < result.date) newest.set(result.workload, result as Result);
  }
  return [...newest.values()];
}
