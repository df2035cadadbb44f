import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { CasesView } from '@gaita/contracts';
import { temporaryFolder } from '../../support/throw-away.ts';
import { Injector } from '../injector.ts';
import type { AnswerEntry } from '../ledger.ts';
import { readLedger } from '../ledger.ts';
import { Random } from '../random.ts';
import type { Stage } from '../stage.ts';
import { openStage } from '../stage.ts';
import { workUnderFaults } from '../work/work-under-faults.ts';
import type { Scenario } from './scenario.ts';
import { pause } from './scenario.ts';

/** Of the small disk on which the database lies, bytes. */
const sizes = { SQLite: 160_000_000, MariaDB: 700_000_000 } as const;
/** Left when the rest is filled. */
const left = 300_000;
/** Within that time somebody is served again once there is space, milliseconds. */
const patience = 10_000;

/**
 * The database's disk fills up while clients work, and has space again: writing is refused clearly and reading goes on, then it
 * recovers by itself, and exactly what was acknowledged is there. On a small memory disk, which only root may mount. A MariaDB
 * that ends because of it is started again, as whoever installed it sees to.
 */
export const fullDisk: Scenario = async ({ main, processes, database, seed }) => {
  const disk = temporaryFolder('disk');
  const options = ['-t', 'tmpfs', '-o', `size=${sizes[database]}`, 'gaita', disk.path];
  const mounted = spawnSync('mount', options, { encoding: 'utf8' });
  if (mounted.status !== 0) throw new Error(`A small disk cannot be mounted, which root may: ${mounted.stderr.trim()}`);
  let stage: Stage | undefined;
  try {
    stage = await openStage({ main, database, queue: 'embedded', replicas: 1, seed, disk: disk.path });
    const { client, ledger } = stage;
    const work = (name: string, millis: number) => {
      const end = Date.now() + millis;
      const load = {
        clients: 8,
        over: () => Date.now() >= end,
        killEvery: 0,
        processes,
        name: `${seed}-${name}`,
        settles: name === 'after',
      };
      return workUnderFaults(client, new Injector(stage!, new Random(seed), []), new Random(seed), load);
    };
    await work('before', 10_000);
    const filled = Date.now();
    const filler = fill(disk.path);
    const reads: boolean[] = [];
    let isFull = true;
    const { database: mariadb } = stage;
    const isUp = () => !mariadb || (mariadb.process.exitCode === null && mariadb.process.signalCode === null);
    const reading = (async () => {
      for (; isFull; await pause(100)) {
        const wasUp = isUp();
        const found = await client.get<CasesView>('admin', '/api/v1/cases');
        if (wasUp && isUp()) reads.push(found !== undefined);
      }
    })();
    await work('full', 20_000);
    isFull = false;
    await reading;
    rmSync(filler);
    const hasEnded = !isUp();
    if (hasEnded) await mariadb!.restart();
    const freed = Date.now();
    const fault = { entry: 'fault', kind: 'full disk', family: 'database', done: ['filled'] } as const;
    await ledger.write({ ...fault, blocksFor: freed - filled, at: filled, until: freed });
    const key = `faults-${seed}-freed`;
    const ask = { account: 'front-desk-1', path: '/api/v1/processes/faults-clockwork/start', body: { businessKey: key }, key };
    await client.insist({ ...ask, intent: { act: 'start', businessKey: key } }, () => Date.now() > freed + patience);
    const served = Date.now();
    await work('after', 10_000);
    const { findings } = await stage.check();
    const refused = readLedger(ledger.file).filter(
      (each): each is AnswerEntry => each.entry === 'answer' && each.status === 503 && each.at >= filled && each.at <= freed,
    );
    findings.check('writing is refused while the disk is full', refused.length > 0, 'full disk', 'nothing was refused');
    findings.check('reading goes on while the disk is full', reads.length > 0 && reads.every(Boolean), 'full disk', () =>
      `${reads.filter((good) => !good).length} of ${reads.length} failed`,
    ); // prettier-ignore
    findings.check(
      'it recovers by itself when there is space again',
      served - freed <= patience,
      'space',
      `${served - freed} ms`,
    );
    findings.check('the server never ends by itself', !stage.replicas.crashed, 'server');
    const told =
      `${refused.length} requests refused, ${reads.length} lists read meanwhile, served again after ${served - freed} ms` +
      (hasEnded ? '; the database had ended by itself and was started again' : '');
    return { findings, told };
  } finally {
    await stage?.close();
    spawnSync('umount', [disk.path]);
    disk.remove();
  }
};

/** Leaves almost nothing of the disk's space. Gives the file that takes it. */
const fill = (disk: string): string => {
  const file = join(disk, 'filler');
  const descriptor = openSync(file, 'w');
  const block = Buffer.alloc(65_536, 1);
  for (;;) {
    const { bavail, bsize } = statfsSync(disk);
    if (bavail * bsize < left + block.length) break;
    writeSync(descriptor, block);
  }
  closeSync(descriptor);
  return file;
};
