import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../support/throw-away.ts';
import { stuckRule } from '../check/check-recovery.ts';
import type { Finding } from '../check/findings.ts';
import { Injector } from '../injector.ts';
import { Random } from '../random.ts';
import { openStage } from '../stage.ts';
import { strikes } from '../strikes/all.ts';
import { failPoint } from '../strikes/fail-point.ts';
import { workUnderFaults } from '../work/work-under-faults.ts';
import { buildMutant } from './build-mutant.ts';
import type { Mutant } from './mutants.ts';
import { mutants } from './mutants.ts';

/** A round's work, and how many rounds a mutant may live, milliseconds. */
const round = 20_000;
const mostRounds = 6;
const rest = 12_000;

/**
 * The suite must find each fault that is built into the server; what it finds nothing of it would not find in earnest either.
 * @param only part of a mutant's name; all when empty
 * @returns whether all were found
 */
export const runMutants = async (repository: URL, seed: number, only = ''): Promise<boolean> => {
  const root = fileURLToPath(repository);
  const [first] = await play(join(root, 'apps/server/dist/main.js'), root, seed, {});
  if (first) {
    console.log(`Without any mutant a run is red, so that it proves nothing: ${first.rule}, ${first.subject} ${first.detail}`);
    return false;
  }
  let survived = 0;
  for (const mutant of mutants.filter(({ name }) => name.includes(only))) {
    const began = Date.now();
    const found = await hunt(mutant, root, seed);
    const seconds = Math.round((Date.now() - began) / 1_000);
    if (!found) survived += 1;
    console.log(found ? `found after ${seconds} s: ${mutant.name}` : `SURVIVED ${seconds} s: ${mutant.name}`);
    for (const line of found ? told(found) : []) console.log(`  ${line}`);
  }
  console.log(survived === 0 ? 'Every mutant was found.' : `${survived} survived: the suite is too weak.`);
  return survived === 0;
};

const hunt = async (mutant: Mutant, root: string, seed: number): Promise<readonly Finding[] | undefined> => {
  const folder = temporaryFolder('mutant');
  try {
    const main = buildMutant(mutant, root, folder.path);
    for (let number = 0; number < mostRounds; number++) {
      const found = await play(main, root, seed + number, mutant);
      if (found.length > 0) return found;
    }
    return undefined;
  } finally {
    folder.remove();
  }
};

const play = async (main: string, root: string, seed: number, aim: Partial<Mutant>): Promise<readonly Finding[]> => {
  const { failPoints, processes: only } = aim;
  const options = { main, database: 'MariaDB', queue: 'bullmq', replicas: 2, seed, minute: 3_000 } as const;
  const stage = await openStage({ ...options, ...(failPoints && { failPoints }) });
  try {
    const random = new Random(seed);
    const injector = new Injector(stage, random.fork(), failPoints ? [failPoint] : strikes);
    const end = Date.now() + round;
    const load = {
      clients: 12,
      over: () => Date.now() >= end,
      killEvery: 1.5,
      processes: join(root, 'processes'),
      name: `m${seed}`,
      ...(only && { only }),
    };
    await workUnderFaults(stage.client, injector, random, load);
    // that something was late proves no mutant
    return (await stage.check(rest)).findings.failedBut(stuckRule);
  } finally {
    await stage.close();
  }
};

/** One line a rule. */
const told = (found: readonly Finding[]): string[] => {
  const rules = new Map<string, Finding[]>();
  for (const each of found) rules.set(each.rule, [...(rules.get(each.rule) ?? []), each]);
  return [...rules].map(
    ([rule, all]) => `${rule}: ${all.length} times, first ${all[0]!.subject} ${all[0]!.detail.slice(0, 200)}`,
  );
};
