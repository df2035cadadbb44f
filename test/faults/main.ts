import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injector } from './injector.ts';
import type { Options } from './options.ts';
import { Random } from './random.ts';
import type { Stage } from './stage.ts';
import { openStage } from './stage.ts';
import { strikes } from './strikes/all.ts';
import { linesOf, summaryOf } from './summary.ts';
import { workUnderFaults } from './work/work-under-faults.ts';

const databases = { sqlite: 'SQLite', mariadb: 'MariaDB' } as const;
const showEvery = 10_000;

/**
 * Lets clients work while faults strike, then checks what is stored.
 * @param root folder of the repository
 * @returns whether everything held
 */
export const runFaults = async (options: Options, root: URL): Promise<boolean> => {
  const { minutes, clients, database, queue, replicas, killEvery, seed, only, goals, summary: file } = options;
  console.log(
    `${clients} clients for ${minutes} min on ${replicas} ${replicas === 1 ? 'server' : 'servers'} with ${database} + ${queue}, ` +
      `a fault each ${killEvery} s, seed ${seed}`,
  );
  const path = (name: string) => fileURLToPath(new URL(name, root));
  const main = path('apps/server/dist/main.js');
  const stage = await openStage({ main, database: databases[database], queue, replicas, seed });
  let held = false;
  try {
    const random = new Random(seed);
    const chosen = strikes.filter(({ name }) => only.length === 0 || only.includes(name));
    for (const { name } of chosen.filter((strike) => !strike.possible(stage))) console.log(`left out on this machine: ${name}`);
    const injector = new Injector(stage, random.fork(), chosen);
    const began = Date.now();
    const over = () =>
      Date.now() >= began + minutes * 60_000 &&
      stage.ledger.counts.starts >= goals.instances &&
      injector.kills >= goals.kills &&
      injector.families.database >= goals['database-faults'] &&
      injector.families.redis >= goals['redis-faults'];
    const shown = setInterval(() => console.log(progress(stage, injector, Date.now() - began)), showEvery);
    try {
      const load = { clients, over, killEvery, processes: path('processes'), name: String(seed) };
      await workUnderFaults(stage.client, injector, random, load);
    } finally {
      clearInterval(shown);
    }
    console.log(progress(stage, injector, Date.now() - began));
    const millis = Date.now() - began;
    const verdict = await stage.check();
    const { findings } = verdict;
    findings.check('the server never ends by itself', !stage.replicas.crashed, 'server', join(stage.folder, 'server.log'));
    for (const line of findings.lines()) console.log(line);
    const summary = summaryOf(options, stage, injector, verdict, millis);
    if (file !== undefined) writeFileSync(file, `${JSON.stringify(summary, undefined, 2)}\n`);
    for (const line of linesOf(summary)) console.log(line);
    held = findings.failed.length === 0;
    return held;
  } finally {
    await stage.close(!held);
    if (!held) console.log(`ledger and log: ${stage.folder}`);
  }
};

const progress = ({ ledger }: Stage, { kills, families }: Injector, millis: number): string => {
  const { acknowledged, refused, lost, starts } = ledger.counts;
  return (
    `${String(Math.round(millis / 1000)).padStart(5)} s  ${starts} started, ${acknowledged} acknowledged, ${refused} refused, ` +
    `${lost} without answer, ${kills} kills, ${families.database} database faults, ${families.redis} Redis faults`
  );
};
