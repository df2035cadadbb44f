import { BenchClient } from './bench-client.ts';
import { benchmarkModel, benchmarkVariables } from './benchmark-model.ts';
import { openFloor } from './floor.ts';
import { gathered } from './gathered.ts';
import { ownTime, processorTime } from './processor-time.ts';
import { forSeconds } from './rounds.ts';
import { startReplica } from './start-replica.ts';
import { figures, ofRounds } from './statistics.ts';
import type { BenchDatabase } from './throw-away-databases.ts';
import { databaseNames, onEach } from './throw-away-databases.ts';
import type { Row } from './workload.ts';

const clients = 32;
const warmSteps = 15_000;

/** How a completion is asked for. */
const completions = {
  '/engine-rest': (task: string) => ({ path: `/engine-rest/task/${task}/complete`, body: {} }),
  '/api/v1': (task: string) => ({ path: `/api/v1/tasks/${task}/complete`, body: { variables: {} } }),
};
type Dialect = keyof typeof completions;
const dialects = Object.keys(completions) as Dialect[];

/**
 * Whole runs of the benchmark model by 32 clients (a start and four completions each), in rounds with the floor; the clients look
 * for their tasks past the server, and work on its cores.
 */
export const benchHttp = (pairs: number, seconds: number, names = databaseNames): Promise<Row[]> =>
  onEach(names, async (database) => {
    const replica = await startReplica({ database: database.url });
    const client = new BenchClient(replica.address);
    const floor = await openFloor(await besides(database));
    try {
      await client.deploy({ 'model.bpmn': benchmarkModel() });
      const play = player(client, database);
      for (let done = 0, round = 0; done < warmSteps && round < 15; round++)
        for (const dialect of dialects) done += (await forSeconds(seconds / 2, clients, play(dialect, []))).count;
      const rows: Row[] = [];
      const floors: number[] = [];
      for (const dialect of dialects) {
        const millis: number[] = [];
        const rates: number[] = [];
        const ratios: number[] = [];
        const cpus: number[] = [];
        const ofSameCpu: number[] = [];
        for (let pair = 0; pair < pairs; pair++) {
          const floorBefore = ownTime() + databaseTime(database);
          const bare = await forSeconds(seconds / 2, clients, (one) => floor.transaction(one));
          const floorCpu = (ownTime() + databaseTime(database) - floorBefore) / bare.count;
          const before = await used(replica, database);
          const { count, seconds: took } = await forSeconds(seconds, clients, play(dialect, millis));
          const cpu = ((await used(replica, database)) - before) / count;
          cpus.push(cpu);
          ofSameCpu.push(floorCpu / cpu);
          floors.push(bare.count / bare.seconds);
          rates.push(count / took);
          ratios.push((count * bare.seconds) / (took * bare.count));
        }
        const { median, p99 } = figures(millis);
        rows.push(
          { name: `${dialect}: steps a second`, ...ofRounds(rates), unit: '' },
          { name: `${dialect}: steps ÷ floor`, ...ofRounds(ratios), unit: '', bound: 0.35, aim: 0.5, least: true },
          { name: `${dialect}: CPU a step, server and database`, ...ofRounds(cpus), unit: 'ms' },
          { name: `${dialect}: steps ÷ floor, of the same CPU`, ...ofRounds(ofSameCpu), unit: '' },
          { name: `${dialect}: step, median`, value: median, unit: 'ms' },
          { name: `${dialect}: step, p99`, value: p99, unit: 'ms' },
        );
      }
      return [{ name: 'floor, transactions a second', ...ofRounds(floors), unit: '' }, ...rows];
    } finally {
      await floor.close();
      client.close();
      await replica.stop();
    }
  });

/** An empty database on the same disk and server. */
async function besides(database: BenchDatabase): Promise<string> {
  if (database.name === 'SQLite') return database.url.replace(/gaita\.db$/, 'floor.db');
  await database.query('CREATE DATABASE floor');
  return database.url.replace(/\/gaita$/, '/floor');
}

const databaseTime = ({ pid }: BenchDatabase): number => (pid === undefined ? 0 : processorTime(pid));
const used = async (replica: Awaited<ReturnType<typeof startReplica>>, database: BenchDatabase): Promise<number> =>
  (await replica.used()).cpu + databaseTime(database);

/** The next step of a client's case; a new case when it has ended. */
function player(client: BenchClient, database: BenchDatabase) {
  const types = { string: 'String', number: 'Integer', boolean: 'Boolean' } as Record<string, string>;
  const variables = Object.fromEntries(
    Object.entries(benchmarkVariables).map(([name, value]) => [name, { value, type: types[typeof value] }]),
  );
  const tasks = gathered((instances: readonly string[]) =>
    database.query(`SELECT instance_id, id FROM task WHERE instance_id IN ('${instances.join("', '")}') ORDER BY id`),
  );
  const open = new Map<number, string>();
  return (dialect: Dialect, millis: number[]) =>
    async (one: number): Promise<void> => {
      const instance = open.get(one);
      const task = instance === undefined ? undefined : (await tasks(instance)).find((row) => row['instance_id'] === instance);
      const began = performance.now();
      if (task) await client.insist({ ...completions[dialect](String(task['id'])), as: 'case-handler-1' });
      else {
        const path = '/engine-rest/process-definition/key/benchmark/start';
        open.set(one, (await client.insist<{ id: string }>({ path, body: { variables } })).id);
      }
      millis.push(performance.now() - began);
    };
}
