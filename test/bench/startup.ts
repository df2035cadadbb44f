import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, hasEnded, tied } from '../support/throw-away.ts';
import { BenchClient } from './bench-client.ts';
import { benchmarkModel } from './benchmark-model.ts';
import { fromRoot } from './built.ts';
import { residentBytes } from './processor-time.ts';
import { startReplica } from './start-replica.ts';
import { ofRounds, spread } from './statistics.ts';
import { databasesFor, onEach } from './throw-away-databases.ts';
import type { Row, Settings } from './workload.ts';

const mostToStart = 60_000;

/**
 * The built server as the image begins it, on a database in which so many definitions are deployed: from its first moment until it is
 * ready for requests, and the memory in which it resides once it has nothing to do.
 */
export const benchStartup = ({ quick, say }: Settings): Promise<Row[]> =>
  onEach(databasesFor({ quick }), async (database) => {
    const definitions = quick ? 5 : 1_000;
    const rounds = quick ? 1 : 5;
    say(`${definitions} definitions are deployed`);
    const replica = await startReplica({ database: database.url });
    const client = new BenchClient(replica.address);
    const model = benchmarkModel();
    await spread(definitions, 4, async (at) => {
      await client.deploy({ 'model.bpmn': model.replace('<bpmn:process id="benchmark"', `<bpmn:process id="benchmark-${at}"`) });
    });
    client.close();
    await replica.stop();
    const rows: Row[] = [];
    for (const mode of ['production', 'demo']) {
      // the first start of its kind deploys what is shipped and, in a demo, makes cases
      await startOnce(database.url, mode, quick ? 500 : 20_000);
      const starts: number[] = [];
      const residents: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const { ready, resident } = await startOnce(database.url, mode, quick ? 200 : 30_000);
        starts.push(ready / 1_000);
        residents.push(resident / 1e6);
      }
      const name = `${mode}, ${definitions.toLocaleString('en')} definitions`;
      rows.push(
        { name: `${name}: ready after`, ...ofRounds(starts), unit: 's', bound: 3 },
        { name: `${name}: resident when idle`, ...ofRounds(residents), unit: 'MB', bound: 200 },
      );
    }
    return rows;
  });

/** @param idle milliseconds for which it is left alone before its memory is read */
async function startOnce(url: string, mode: string, idle: number): Promise<{ ready: number; resident: number }> {
  const port = await freePort();
  const began = performance.now();
  const child = tied(
    spawn(process.execPath, ['--max-semi-space-size=64', '--enable-source-maps', fromRoot('apps/server/dist/main.js')], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: String(port), DATABASE_URL: url, GAITA_MODE: mode },
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null || performance.now() - began > mostToStart) throw new Error('the server did not start');
      await pause(10);
    }
    const ready = performance.now() - began;
    await pause(idle);
    return { ready, resident: residentBytes(child.pid as number) };
  } finally {
    child.kill();
    await hasEnded(child);
  }
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
