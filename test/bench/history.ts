import { smallModel, userTask } from '../support/small-model.ts';
import { BenchClient } from './bench-client.ts';
import { benchmarkModel, benchmarkVariables } from './benchmark-model.ts';
import { built } from './built.ts';
import { fillHistory } from './history-database.ts';
import { forSeconds } from './rounds.ts';
import { startCases } from './start-cases.ts';
import type { Replica } from './start-replica.ts';
import { startReplica } from './start-replica.ts';
import { medianInterval, ofRounds } from './statistics.ts';
import type { BenchDatabase, DatabaseName } from './throw-away-databases.ts';
import { databasesFor, openDatabase } from './throw-away-databases.ts';
import type { Row, Settings } from './workload.ts';

const clients = 16;

/**
 * Two servers side by side, one on an empty database, one on a million finished and a hundred thousand open cases. Rounds of completions
 * of the benchmark model in turn, the first of a pair now here, now there; each pair gives a ratio.
 */
export async function benchHistory(settings: Settings): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of databasesFor(settings)) rows.push(...(await onBoth(name, settings)));
  return rows;
}

async function onBoth(name: DatabaseName, { quick, random, say }: Settings): Promise<Row[]> {
  const counts = quick ? { finished: 200, open: 50 } : { finished: 1_000_000, open: 100_000 };
  const pairs = quick ? 2 : 16;
  const seconds = quick ? 0.3 : 3;
  const databases = [await openDatabase(name), await openDatabase(name)] as const;
  const [empty, full] = databases;
  const closing: (() => Promise<void>)[] = [];
  try {
    const began = performance.now();
    await fillHistory(full.url, await playTwo(full), counts);
    await seal(full.url);
    const filled = (performance.now() - began) / 1_000;
    say(`${name}: filled and sealed after ${filled.toFixed(0)} s, ${((await full.bytes()) / 1e6).toFixed(0)} MB`);
    const sides = [await Side.open(empty), await Side.open(full)] as const;
    closing.push(...sides.map((side) => () => side.close()));
    for (const side of sides) await side.round(2 * seconds);
    const perSecond: [number, number][] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const found: [number, number] = [0, 0];
      for (const at of pair % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) found[at] = await sides[at].round(seconds);
      perSecond.push(found);
    }
    const ratio = medianInterval(
      perSecond.map(([onEmpty, onFull]) => onFull / onEmpty),
      random,
    );
    return [
      { name: `${name}: empty, completions a second`, ...ofRounds(perSecond.map(([onEmpty]) => onEmpty)), unit: '' },
      { name: `${name}: full, completions a second`, ...ofRounds(perSecond.map(([, onFull]) => onFull)), unit: '' },
      { name: `${name}: full ÷ empty, ${pairs} pairs`, ...ratio, spread: '95 % interval', unit: '', bound: 0.9, least: true },
      { name: `${name}: size of the full one`, value: (await full.bytes()) / 1e6, unit: 'MB' },
    ];
  } finally {
    for (const close of closing) await close();
    for (const database of databases) await database.stop();
  }
}

/** One case that ends and one that waits, of the process with one task. */
async function playTwo(database: BenchDatabase): Promise<{ ended: string; waiting: string }> {
  const replica = await startReplica({ database: database.url });
  const client = new BenchClient(replica.address);
  try {
    await client.deploy({ 'model.bpmn': smallModel('one-task', [userTask('work', 'case-handler')]) });
    const variables = Object.fromEntries(Object.entries(benchmarkVariables).map(([name, value]) => [name, { value }]));
    const path = '/engine-rest/process-definition/key/one-task/start';
    const { id: ended } = await client.insist<{ id: string }>({ path, body: { variables } });
    const [task] = await client.insist<{ id: string }[]>({ method: 'GET', path: `/engine-rest/task?processInstanceId=${ended}` });
    await client.insist({ path: `/engine-rest/task/${task?.id}/complete`, body: {}, as: 'case-handler-1' });
    const { id: waiting } = await client.insist<{ id: string }>({ path, body: { variables } });
    return { ended, waiting };
  } finally {
    client.close();
    await replica.stop();
  }
}

/** Puts the copied journal into the audit's chain, as a server would have done in the course of two years. */
async function seal(url: string): Promise<void> {
  const { createApp } = await built<typeof import('../../apps/server/src/create-app.ts')>('create-app');
  const { Config } = await built<typeof import('../../apps/server/src/platform/config.ts')>('platform/config');
  const { Sealer } = await built<typeof import('../../apps/server/src/audit/index.ts')>('audit/index');
  const app = await createApp({ config: new Config({ DATABASE_URL: url, GAITA_MODE: 'demo' }), quiet: true });
  while ((await app.get(Sealer).seal()) > 0);
  await app.close();
}

/** A server with tasks of the benchmark model that wait. */
class Side {
  private readonly database: BenchDatabase;
  private readonly replica: Replica;
  private readonly client: BenchClient;
  private open: string[] = [];

  private constructor(database: BenchDatabase, replica: Replica) {
    this.database = database;
    this.replica = replica;
    this.client = new BenchClient(replica.address);
  }

  static async open(database: BenchDatabase): Promise<Side> {
    const side = new Side(database, await startReplica({ database: database.url }));
    await side.client.deploy({ 'model.bpmn': benchmarkModel() });
    return side;
  }

  /** @returns completions a second */
  async round(seconds: number): Promise<number> {
    // far more than a round completes: they are started while nobody measures
    const wanted = 1_000 * seconds;
    await this.look();
    if (this.open.length < wanted) await startCases(this.client, wanted - this.open.length);
    await this.look();
    const { count, seconds: took } = await forSeconds(seconds, clients, async () => {
      const id = this.open.pop();
      if (id === undefined) throw new Error('no task waits any more');
      await this.client.insist({ path: `/engine-rest/task/${id}/complete`, body: {}, as: 'case-handler-1' });
    });
    return count / took;
  }

  async close(): Promise<void> {
    this.client.close();
    await this.replica.stop();
  }

  private async look(): Promise<void> {
    const rows = await this.database.query("SELECT id FROM task WHERE process_key = 'benchmark' ORDER BY id");
    this.open = rows.map(({ id }) => String(id));
  }
}
