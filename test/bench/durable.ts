import { databases, openFloor } from './floor.ts';
import type { MeasuredDatabase, Work } from './measured-database.ts';
import { difference } from './measured-database.ts';
import { ownTime } from './processor-time.ts';
import { forSeconds } from './rounds.ts';
import { serverInProcess } from './server-in-process.ts';
import { figures, ofRounds } from './statistics.ts';
import type { Row } from './workload.ts';

type Server = Awaited<ReturnType<typeof serverInProcess>>;

const atOnce = 32;
const warmSteps = 20_000;

/**
 * Whole runs of the benchmark model without HTTP (a start and four completions each), 32 at once, against the floor: rounds of both
 * in turn, so that whatever else the machine does meets both. A round of steps ends when the audit's chain holds them.
 */
export async function benchDurable(pairs: number, seconds: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const open of databases()) {
    const database = await open();
    try {
      rows.push(...(await durableOn(database, pairs, seconds)));
    } finally {
      await database.stop();
    }
  }
  return rows;
}

async function durableOn(database: MeasuredDatabase, pairs: number, seconds: number): Promise<Row[]> {
  const server = await serverInProcess(database.url);
  const floor = await openFloor(database.floorUrl);
  try {
    const steps = new Steps(server);
    await floorRound(seconds, floor);
    await steps.warmUp(seconds * 15);
    steps.millis.length = 0;
    const rounds: { floor: number; steps: number; floorCpu: number; cpu: number; counted: number; work: Work }[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const floorBefore = { cpu: ownTime(), work: await database.work() };
      const bare = await floorRound(seconds / 2, floor);
      const between = { cpu: ownTime(), work: await database.work() };
      const durable = await steps.round(seconds);
      const cpu = ownTime() - between.cpu;
      const work = difference(await database.work(), between.work);
      const floorCpu = between.cpu - floorBefore.cpu + difference(between.work, floorBefore.work).cpu;
      rounds.push({
        floor: bare.perSecond,
        steps: durable.perSecond,
        floorCpu: floorCpu / bare.count,
        cpu,
        work,
        counted: durable.count,
      });
    }
    const { name } = database;
    const ratios = rounds.map((round) => round.steps / round.floor);
    const counted = rounds.reduce((sum, round) => sum + round.counted, 0);
    const a = (of: (round: (typeof rounds)[number]) => number): number =>
      rounds.reduce((sum, round) => sum + of(round), 0) / counted;
    const step = figures(steps.millis);
    return [
      ...(await server.settings()),
      { name: `${name}: floor, transactions a second`, ...ofRounds(rounds.map((round) => round.floor)), unit: '' },
      { name: `${name}: steps a second`, ...ofRounds(rounds.map((round) => round.steps)), unit: '' },
      { name: `${name}: steps ÷ floor`, ...ofRounds(ratios), unit: '', bound: 1, aim: 2, least: true },
      { name: `${name}: CPU a step, server`, value: a((round) => round.cpu), unit: 'ms' },
      ...(name === 'SQLite' ? [] : [{ name: `${name}: CPU a step, database`, value: a((round) => round.work.cpu), unit: 'ms' }]),
      { name: `${name}: CPU a floor transaction, all`, ...ofRounds(rounds.map((round) => round.floorCpu)), unit: 'ms' },
      // other work beside takes more from one busy process than from many: this ratio it leaves nearly alone
      {
        name: `${name}: steps ÷ floor, of the same CPU`,
        ...ofRounds(rounds.map((round) => (round.floorCpu * round.counted) / (round.cpu + round.work.cpu))),
        unit: '',
      },
      { name: `${name}: steps a commit`, value: 1 / a((round) => round.work.commits), unit: '' },
      { name: `${name}: statements a step`, value: a((round) => round.work.statements), unit: '' },
      { name: `${name}: of these read`, value: a((round) => round.work.reads), unit: '' },
      { name: `${name}: rows written a step`, value: a((round) => round.work.rowsWritten), unit: '' },
      {
        name: `${name}: ${name === 'SQLite' ? 'to disk' : 'redo log'} a step`,
        value: a((round) => round.work.bytes) / 1024,
        unit: 'KiB',
      },
      { name: `${name}: step, median`, value: step.median, unit: 'ms' },
      { name: `${name}: step, p99`, value: step.p99, unit: 'ms' },
    ];
  } finally {
    await floor.close();
    await server.stop();
  }
}

async function floorRound(seconds: number, floor: Awaited<ReturnType<typeof openFloor>>) {
  const { count, seconds: took } = await forSeconds(seconds, atOnce, (client) => floor.transaction(client));
  return { perSecond: count / took, count };
}

/** Steps of many cases at once. */
class Steps {
  readonly millis: number[] = [];
  private readonly server: Server;

  constructor(server: Server) {
    this.server = server;
  }

  /** So many steps that the engine has compiled what it will compile: until then that takes a third of the time. */
  async warmUp(mostSeconds: number): Promise<void> {
    const until = performance.now() + mostSeconds * 1000;
    while (this.millis.length < warmSteps && performance.now() < until) await this.round(mostSeconds / 15);
  }

  async round(seconds: number): Promise<{ perSecond: number; count: number }> {
    const before = this.millis.length;
    const started = performance.now();
    const open = new Map<number, string>();
    await forSeconds(seconds, atOnce, (client) => this.next(client, open));
    await this.server.seal();
    const count = this.millis.length - before;
    return { perSecond: (count / (performance.now() - started)) * 1000, count };
  }

  /** The next step of a client's case; a new case when it has ended. */
  private async next(client: number, open: Map<number, string>): Promise<void> {
    const instanceId = open.get(client);
    const [taskId] = instanceId === undefined ? [] : await this.server.openTasks(instanceId);
    const started = performance.now();
    if (taskId === undefined) open.set(client, await this.server.start());
    else await this.server.complete(taskId);
    this.millis.push(performance.now() - started);
  }
}
