import { fileURLToPath } from 'node:url';
import type { Options } from '../options.ts';
import { scenarios } from './all.ts';

/** @returns whether everything held */
export const playScenario = async (name: string, { database, seed }: Options, root: URL): Promise<boolean> => {
  const path = (relative: string) => fileURLToPath(new URL(relative, root));
  const { findings, told } = await scenarios[name]!({
    main: path('apps/server/dist/main.js'),
    processes: path('processes'),
    database: database === 'sqlite' ? 'SQLite' : 'MariaDB',
    seed,
  });
  for (const line of findings.lines()) console.log(line);
  console.log(`${name} on ${database}: ${told}; ${findings.passed} checks passed, ${findings.failed.length} failed`);
  return findings.failed.length === 0;
};
