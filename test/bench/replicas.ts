import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { hasRedis, startRedis } from '../support/start-redis.ts';
import { BenchClient } from './bench-client.ts';
import { benchmarkModel, benchmarkVariables } from './benchmark-model.ts';
import { processorTime } from './processor-time.ts';
import { forSeconds } from './rounds.ts';
import type { Replica } from './start-replica.ts';
import { startReplica } from './start-replica.ts';
import { ofRounds } from './statistics.ts';
import type { BenchDatabase } from './throw-away-databases.ts';
import { databaseNames, openDatabase } from './throw-away-databases.ts';
import type { Row, Settings } from './workload.ts';

const clients = 32;
const most = 3;
const warmSteps = 15_000;

/** Milliseconds of CPU by part. */
interface Cpu {
  readonly servers: number;
  readonly database: number;
  readonly redis: number;
  readonly client: number;
  /** Of the whole machine: at work, and all that there was. */
  readonly busy: number;
  readonly all: number;
}

interface Round {
  readonly perSecond: number;
  readonly cpuPerStep: number;
  readonly cores: Readonly<Record<'servers' | 'database' | 'redis' | 'client', number>>;
  readonly busy: number;
  /** Of all write plans those that met a change by somebody else, as the server counts them, and were prepared again. */
  readonly lost: number;
}

/**
 * The same 32 clients against one, two and three replicas that share MariaDB and Redis: cases of the benchmark model, each request to the
 * next replica. Rounds of each in turn; replicas that have no turn are stopped (SIGSTOP), so that they are warm and cost nothing.
 */
export async function benchReplicas({ quick, say }: Settings): Promise<Row[]> {
  if (!databaseNames.includes('MariaDB') || !hasRedis()) throw new Error('replicas need MariaDB and Redis');
  const seconds = quick ? 0.5 : 6;
  const cycles = quick ? 1 : 7;
  const database = await openDatabase('MariaDB');
  const redis = await startRedis();
  const replicas: Replica[] = [];
  try {
    for (let at = 0; at < most; at++) replicas.push(await startReplica({ database: database.url, redis: redis.url }));
    const work = new Cases(replicas.map(({ address }) => new BenchClient(address)));
    await work.deploy();
    // until the engine has compiled what it will compile, in each of them
    let warm = 0;
    for (const until = performance.now() + (quick ? 0 : 240_000); warm < warmSteps * most && performance.now() < until;)
      warm += (await work.round(most, seconds)).steps;
    const rounds: Round[][] = Array.from({ length: most }, () => []);
    const cpu = () => cpuOf(replicas, database, redis.process.pid as number);
    for (let cycle = 0; cycle < cycles; cycle++) {
      for (let turn = 0; turn < most; turn++) {
        const count = ((cycle + turn) % most) + 1;
        signal(replicas, count);
        await pause(300);
        work.reconnect();
        await work.round(count, seconds / 3);
        const running = replicas.slice(0, count);
        const plansBefore = await plansOf(running);
        const before = await cpu();
        const { steps, seconds: took } = await work.round(count, seconds);
        const used = difference(await cpu(), before, steps, took);
        const plans = await plansOf(running);
        const lost = (plans.lost - plansBefore.lost) / (plans.all - plansBefore.all);
        const round = { ...used, lost };
        rounds[count - 1]?.push(round);
        say(
          `${count} replica${count > 1 ? 's' : ''}: ${round.perSecond.toFixed(0)} steps a second, ${round.cpuPerStep.toFixed(2)} ms each`,
        );
      }
    }
    signal(replicas, most);
    const { lost, doubled } = await work.compare(database);
    work.close();
    return [
      ...rounds.flatMap((each, at) => rowsOf(at + 1, each, rounds[0] ?? [])),
      { name: 'acknowledged and lost', value: lost, unit: '', bound: 0 },
      { name: 'done twice', value: doubled, unit: '', bound: 0 },
    ];
  } finally {
    signal(replicas, most);
    for (const replica of replicas) await replica.stop();
    await redis.stop();
    await database.stop();
  }
}

/** Only the first so many go on. */
function signal(replicas: readonly Replica[], count: number): void {
  for (const [at, { pid }] of replicas.entries()) process.kill(pid, at < count ? 'SIGCONT' : 'SIGSTOP');
}

function rowsOf(count: number, rounds: readonly Round[], ofOne: readonly Round[]): Row[] {
  const name = `${count} replica${count > 1 ? 's' : ''}`;
  const part = (which: keyof Round['cores']): Row => ({
    name: `${name}: cores used by ${which === 'redis' ? 'Redis' : `the ${which}`}`,
    ...ofRounds(rounds.map(({ cores }) => cores[which])),
    unit: '',
  });
  const beside = (of: (round: Round) => number) => ofRounds(rounds.map((round, cycle) => of(round) / of(ofOne[cycle] as Round)));
  return [
    { name: `${name}: steps a second`, ...ofRounds(rounds.map(({ perSecond }) => perSecond)), unit: '' },
    {
      name: `${name}: CPU a step, servers, database and Redis`,
      ...ofRounds(rounds.map((round) => round.cpuPerStep)),
      unit: 'ms',
    },
    ...(count === 1
      ? []
      : [
          {
            name: `${name} ÷ one: steps a second`,
            ...beside((round) => round.perSecond),
            unit: '',
            bound: 0.9,
            least: true,
          } as const,
          { name: `${name} ÷ one: CPU a step`, ...beside((round) => round.cpuPerStep), unit: '', bound: 1.15 },
        ]),
    { name: `${name}: commits that had to be prepared again`, ...ofRounds(rounds.map(({ lost }) => 100 * lost)), unit: '%' },
    part('servers'),
    part('database'),
    part('redis'),
    part('client'),
    {
      name: `${name}: the machine's ${availableParallelism()} cores busy`,
      ...ofRounds(rounds.map(({ busy }) => 100 * busy)),
      unit: '%',
    },
  ];
}

async function cpuOf(replicas: readonly Replica[], database: BenchDatabase, redis: number): Promise<Cpu> {
  const { user, system } = process.cpuUsage();
  const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] as string).split(/\s+/).map(Number) as number[];
  const [, , , idle = 0, waiting = 0] = ticks;
  const all = ticks.slice(0, 8).reduce((sum, each) => sum + each, 0);
  return {
    servers: replicas.reduce((sum, { pid }) => sum + processorTime(pid), 0),
    database: processorTime(database.pid as number),
    redis: processorTime(redis),
    client: (user + system) / 1_000,
    busy: all - idle - waiting,
    all,
  };
}

function difference(after: Cpu, before: Cpu, steps: number, seconds: number): Omit<Round, 'lost'> {
  const used = (part: keyof Cpu) => after[part] - before[part];
  const cores = (part: keyof Cpu) => used(part) / seconds / 1_000;
  return {
    perSecond: steps / seconds,
    cpuPerStep: (used('servers') + used('database') + used('redis')) / steps,
    cores: { servers: cores('servers'), database: cores('database'), redis: cores('redis'), client: cores('client') },
    busy: used('busy') / used('all'),
  };
}

async function plansOf(replicas: readonly Replica[]): Promise<{ all: number; lost: number }> {
  let all = 0;
  let lost = 0;
  for (const { address } of replicas) {
    const text = await (await fetch(`${address}/metrics`, { headers: { connection: 'close' } })).text();
    for (const [, outcome, count] of text.matchAll(/^gaita_plans_total\{outcome="(\w+)"\} (\d+)$/gm)) {
      all += Number(count);
      if (outcome === 'lost') lost += Number(count);
    }
  }
  return { all, lost };
}

/** Cases of the benchmark model, each client one after the other. */
class Cases {
  private readonly clients: readonly BenchClient[];
  private readonly completed = new Set<string>();
  private readonly started = new Set<string>();
  private turn = 0;

  constructor(given: readonly BenchClient[]) {
    this.clients = given;
  }

  async deploy(): Promise<void> {
    await this.clients[0]?.deploy({ 'model.bpmn': benchmarkModel() });
  }

  reconnect(): void {
    for (const client of this.clients) client.reconnect();
  }

  /** @returns acknowledged starts and completions */
  async round(replicas: number, seconds: number): Promise<{ steps: number; seconds: number }> {
    const next = () => this.clients[this.turn++ % replicas] as BenchClient;
    const open = new Map<number, string>();
    let steps = 0;
    const { seconds: took } = await forSeconds(seconds, clients, async (client) => {
      const id = open.get(client) ?? (await this.start(next()));
      if (!open.has(client)) {
        open.set(client, id);
        steps++;
        return;
      }
      const [task] = await next().insist<{ id: string }[]>({ method: 'GET', path: `/engine-rest/task?processInstanceId=${id}` });
      if (!task) return void open.delete(client);
      await next().insist({ path: `/engine-rest/task/${task.id}/complete`, body: {}, as: 'case-handler-1' });
      this.completed.add(task.id);
      steps++;
    });
    return { steps, seconds: took };
  }

  async compare(database: BenchDatabase): Promise<{ lost: number; doubled: number }> {
    const ids = async (sql: string) => new Set((await database.query(sql)).map(({ id }) => String(id)));
    const cases = await ids('SELECT id FROM history_instance');
    const done = await ids("SELECT id FROM history_task WHERE outcome = 'completed'");
    const twice = await database.query(
      'SELECT task_id FROM history_activity WHERE task_id IS NOT NULL GROUP BY task_id HAVING COUNT(*) > 1',
    );
    const missing =
      [...this.completed].filter((id) => !done.has(id)).length + [...this.started].filter((id) => !cases.has(id)).length;
    return { lost: missing, doubled: twice.length };
  }

  close(): void {
    for (const client of this.clients) client.close();
  }

  private async start(client: BenchClient): Promise<string> {
    const variables = Object.fromEntries(Object.entries(benchmarkVariables).map(([name, value]) => [name, { value }]));
    const path = '/engine-rest/process-definition/key/benchmark/start';
    const { id } = await client.insist<{ id: string }>({ path, body: { variables } });
    this.started.add(id);
    return id;
  }
}
