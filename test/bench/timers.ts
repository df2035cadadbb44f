import { setTimeout as pause } from 'node:timers/promises';
import { smallModel } from '../support/small-model.ts';
import { hasRedis, startRedis } from '../support/start-redis.ts';
import { BenchClient } from './bench-client.ts';
import type { Replica } from './start-replica.ts';
import { startReplica } from './start-replica.ts';
import { figures, spread } from './statistics.ts';
import type { BenchDatabase } from './throw-away-databases.ts';
import { databaseNames, onEach } from './throw-away-databases.ts';
import type { Row, Settings } from './workload.ts';

const model = smallModel('waits', [
  [
    'later',
    '<intermediateCatchEvent id="later"><timerEventDefinition><timeDate>${due}</timeDate></timerEventDefinition></intermediateCatchEvent>',
  ],
]);

const pollEvery = 50;
/** All must have fired within this after the last was due, else something is wrong. */
const patience = 120_000;

/**
 * Timers of really started cases: with the embedded queue and, where Redis is installed, with BullMQ, on each database. A timer has
 * fired when its commit is seen on a connection beside the server's, by the database's clock; it is looked every 50 ms, so the
 * lateness told is too high by up to that.
 */
export function benchTimers({ quick, say }: Settings): Promise<Row[]> {
  const count = quick ? 100 : 10_000;
  const seconds = quick ? 1 : 10;
  const shapes = [
    { name: 'due in one instant', over: 0 },
    { name: `due over ${seconds} s`, over: seconds * 1_000 },
  ];
  const queues = hasRedis() ? (['embedded', 'bullmq'] as const) : (['embedded'] as const);
  return onEach(quick ? databaseNames.slice(-1) : databaseNames, async (database) => {
    const rows: Row[] = [];
    for (const queue of queues) {
      const redis = queue === 'bullmq' ? await startRedis() : undefined;
      const replica = await startReplica({ database: database.url, redis: redis?.url });
      const client = new BenchClient(replica.address);
      try {
        await client.deploy({ [`${queue}.bpmn`]: model });
        for (const { name, over } of shapes) {
          say(`${database.name}, ${queue}, ${name}`);
          const measured = await fire(database, replica, client, count, over);
          rows.push(...measured.map((row) => ({ ...row, name: `${queue}, ${count.toLocaleString('en')} ${name}: ${row.name}` })));
        }
      } finally {
        client.close();
        await replica.stop();
        await redis?.stop();
      }
    }
    return rows;
  });
}

async function fire(database: BenchDatabase, replica: Replica, client: BenchClient, count: number, over: number): Promise<Row[]> {
  const start = async (due: number): Promise<string> => {
    const variables = { due: { value: new Date(due).toISOString(), type: 'String' } };
    return (await client.insist<{ id: string }>({ path: '/engine-rest/process-definition/key/waits/start', body: { variables } }))
      .id;
  };
  // how fast this machine starts them says when they can all be there
  const warmUp = Math.min(400, count);
  const began = performance.now();
  await spread(warmUp, 32, async () => void (await start(Date.now() + 86_400_000)));
  const dueOf = new Map<string, number>();
  let lead = (2 * count * (performance.now() - began)) / warmUp + 1_500;
  let first = Math.round((await database.now()) + lead);
  for (;;) {
    await spread(count, 32, async (at) => {
      const due = first + Math.floor((at * over) / count);
      dueOf.set(await start(due), due);
    });
    const now = await database.now();
    if (now <= first) break;
    // the machine got slower, and some fell due before all were there: others, after the last of these
    lead *= 2;
    first = Math.round(Math.max(now, first + over) + lead);
    dueOf.clear();
  }
  await pause(first - (await database.now()) - 500);

  const before = await replica.used();
  const { early, firedAt } = await watch(database, dueOf, first + over);
  const cpu = (await replica.used()).cpu - before.cpu;
  const { ended, tooEarly } = await readEnds(database, dueOf);
  const { p99, median, most } = figures([...firedAt].map(([id, at]) => at - (dueOf.get(id) as number)));
  const all = (Math.max(...firedAt.values()) - Math.max(...dueOf.values())) / 1_000;
  return [
    { name: 'all fired after the last was due', value: all, unit: 's', bound: 20 },
    { name: 'lateness, median', value: median, unit: 'ms' },
    { name: 'lateness, p99', value: p99, unit: 'ms', ...(over > 0 && { bound: 1_000 }) },
    { name: 'lateness, most', value: most, unit: 'ms' },
    { name: 'early', value: early + tooEarly, unit: '', bound: 0 },
    { name: 'not fired, or more than once', value: count - ended, unit: '', bound: 0 },
    { name: 'CPU of the server a timer', value: cpu / count, unit: 'ms' },
  ];
}

/** Looks at what is overdue until nothing is; more seldom where looking itself takes long. */
async function watch(database: BenchDatabase, dueOf: ReadonlyMap<string, number>, last: number) {
  const firedAt = new Map<string, number>();
  const pending = new Map(dueOf);
  let early = 0;
  while (pending.size > 0) {
    const at = await database.now();
    if (at > last + patience) throw new Error(`${pending.size} timers have not fired`);
    const overdue = new Set(
      (await database.query(`SELECT instance_id FROM timer WHERE due_at <= ${at}`)).map((row) => row['instance_id']),
    );
    const [later] = await database.query(`SELECT COUNT(*) AS n FROM timer WHERE due_at > ${at} AND due_at <= ${last}`);
    const after = await database.now();
    let notYet = 0;
    for (const [id, due] of pending) {
      if (due > after) notYet++;
      if (due > at || overdue.has(id)) continue;
      firedAt.set(id, at);
      pending.delete(id);
    }
    early = Math.max(early, notYet - Number(later?.['n']));
    await pause(Math.max(pollEvery, 5 * (after - at)));
  }
  return { firedAt, early };
}

/** By the history: how many ended once, and how many went on before they were due. */
async function readEnds(database: BenchDatabase, dueOf: ReadonlyMap<string, number>) {
  const rows = await database.query(
    "SELECT instance_id, element_id, ended_at FROM history_activity WHERE element_id IN ('later', 'end') AND ended_at IS NOT NULL",
  );
  const times = new Map<unknown, number>();
  let tooEarly = 0;
  for (const { instance_id: id, element_id: element, ended_at: at } of rows) {
    if (element === 'end') times.set(id, (times.get(id) ?? 0) + 1);
    else if (Number(at) < (dueOf.get(String(id)) ?? 0)) tooEarly++;
  }
  return { ended: [...dueOf.keys()].filter((id) => times.get(id) === 1).length, tooEarly };
}
