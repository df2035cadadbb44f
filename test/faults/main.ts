import { fileURLToPath } from 'node:url';
import { Injector } from './injector.ts';
import type { Options } from './options.ts';
import { Random } from './random.ts';
import type { Stage } from './stage.ts';
import { openStage } from './stage.ts';
import { workUnderFaults } from './work/work-under-faults.ts';

const databases = { sqlite: 'SQLite', mariadb: 'MariaDB' } as const;
const showEvery = 10_000;

/**
 * Lets clients work while faults strike, then checks what is stored.
 * @param root folder of the repository
 * @returns whether everything held
 */
export const runFaults = async (options: Options, root: URL): Promise<boolean> => {
  const { minutes, clients, database, queue, killEvery, seed } = options;
  console.log(`${clients} clients for ${minutes} min on ${database} + ${queue}, a fault each ${killEvery} s, seed ${seed}`);
  const path = (name: string) => fileURLToPath(new URL(name, root));
  const stage = await openStage(path('apps/server/dist/main.js'), databases[database], queue);
  let held = false;
  try {
    const random = new Random(seed);
    const injector = new Injector(stage, random.fork());
    const began = Date.now();
    const shown = setInterval(() => console.log(progress(stage, injector, Date.now() - began)), showEvery);
    try {
      await workUnderFaults(stage.client, injector, random, {
        clients,
        length: minutes * 60_000,
        killEvery,
        processes: path('processes'),
        name: String(seed),
      });
    } finally {
      clearInterval(shown);
    }
    console.log(progress(stage, injector, Date.now() - began));
    const { findings, ended, running, waiting, lags } = await stage.check();
    for (const line of findings.lines()) console.log(line);
    const waits = [...waiting].map(([kind, count]) => `${kind} ${count}`).join(', ');
    console.log(`${ended + running} instances: ${ended} ended, ${running} running and waiting for ${waits || 'nothing'}`);
    console.log(`${lags.length} timers fired, late by at most ${Math.max(0, ...lags)} ms`);
    console.log(`ready again after ${Math.round(Math.max(0, ...injector.recoveries))} ms at most`);
    if (stage.server.crashed) findings.check('the server never ends by itself', false, 'server', stage.server.logFile);
    held = findings.failed.length === 0;
    console.log(`${findings.passed} passed, ${findings.failed.length} failed`);
    return held;
  } finally {
    await stage.close(!held);
    if (!held) console.log(`ledger and log: ${stage.folder}`);
  }
};

const progress = ({ ledger }: Stage, { kills, flushes }: Injector, millis: number): string => {
  const { acknowledged, refused, lost } = ledger.counts;
  return (
    `${String(Math.round(millis / 1000)).padStart(5)} s  ${acknowledged} acknowledged, ${refused} refused, ` +
    `${lost} without answer, ${kills} kills, ${flushes} flushes`
  );
};
