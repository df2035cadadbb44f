import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseDetailView, StartedView, TasksView } from '@gaita/contracts';
import { hasMariadb } from '../support/start-mariadb.ts';
import { hasRedis } from '../support/start-redis.ts';
import { eventually } from '../support/throw-away.ts';
import { stuckRule } from './check/check-recovery.ts';
import { Injector } from './injector.ts';
import { Random } from './random.ts';
import type { Stage } from './stage.ts';
import { openStage } from './stage.ts';
import { strikes } from './strikes/all.ts';
import { killOne } from './strikes/kill-replicas.ts';
import { flushRedis } from './strikes/redis.ts';
import { clockwork, tickSeconds } from './work/clockwork-model.ts';
import { workUnderFaults } from './work/work-under-faults.ts';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const seed = 20_261_121;

const configurations = [
  { name: 'one server on SQLite with the embedded queue', database: 'SQLite', queue: 'embedded', replicas: 1 },
  ...(hasMariadb() && hasRedis()
    ? ([{ name: 'two servers on MariaDB with BullMQ', database: 'MariaDB', queue: 'bullmq', replicas: 2 }] as const)
    : []),
] as const;

describe.each(configurations)('$name', ({ database, queue, replicas }) => {
  const random = new Random(seed);
  // longer strikes belong to the long run
  const chosen = strikes.filter(({ name }) => !['pause', 'database stalled', 'clock wrong'].includes(name));
  let stage: Stage;
  let injector: Injector;

  beforeAll(async () => {
    stage = await openStage({ main: path('apps/server/dist/main.js'), database, queue, replicas, seed, minute: 3_000 });
    injector = new Injector(stage, random.fork(), chosen);
  });
  afterAll(() => stage?.close(), 30_000);

  const startClockwork = async (businessKey: string): Promise<string> => {
    const ask = {
      account: 'front-desk-1',
      path: `/api/v1/processes/${clockwork}/start`,
      body: { businessKey },
      key: `${businessKey}-start`,
      intent: { act: 'start', businessKey } as const,
    };
    const answer = await stage.client.insist(ask, () => false);
    expect(answer?.status).toBe(201);
    return (answer?.body as StartedView).instanceId;
  };
  const ticksOf = async (id: string): Promise<number> => {
    const found = await stage.client.get<CaseDetailView>('admin', `/api/v1/cases/${id}`);
    if (!found) throw new Error(`no answer about ${id}`);
    return found.activities.filter(({ elementId }) => elementId === 'tick').length;
  };
  const ticked = (id: string, within: number) =>
    eventually(async () => {
      if ((await ticksOf(id)) === 0) throw new Error('the timer has not fired');
    }, within);
  const killAll = (away: number) => Promise.all(stage.replicas.all.map((server) => killOne(server, away, random.fork())));

  it('goes on where it was while faults strike and eight clients work', async () => {
    const end = Date.now() + 9_000;
    const load = { clients: 8, over: () => Date.now() >= end, killEvery: 1.5, processes: path('processes'), name: 'load' };
    await workUnderFaults(stage.client, injector, random, load);
    expect(injector.done.size).toBeGreaterThan(0);
    expect(stage.ledger.counts.acknowledged).toBeGreaterThan(0);
  });

  it('fires a timer that fell due while nobody was there once after the start', async () => {
    const id = await startClockwork('faults-down');
    expect(await ticksOf(id)).toBe(0);
    await killAll(tickSeconds * 1_000);
    await ticked(id, 15_000);
    expect(await ticksOf(id)).toBe(1);
  });

  it('does once what fifty copies of a request ask for, and says the same after it was killed', async () => {
    const instanceId = await startClockwork('faults-copies');
    const tasks = await stage.client.get<TasksView>('admin', `/api/v1/tasks?instanceId=${instanceId}`);
    const taskId = tasks?.items[0]?.id as string;
    const ask = {
      account: 'front-desk-1',
      path: `/api/v1/tasks/${taskId}/complete`,
      body: {},
      key: 'faults-copies-complete',
      intent: { act: 'complete', taskId, instanceId } as const,
    };
    const copies = Array.from({ length: 50 }, () => stage.client.insist(ask, () => false));
    const answers = await Promise.all(copies);
    await killAll(0);
    answers.push(await stage.client.insist(ask, () => false));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ status: 200, body: { taskId, instanceId, result: 'completed' } })]),
    );
    const other = { ...ask, body: { variables: { another: true } }, intent: { ...ask.intent, act: 'reuse' } as const };
    expect((await stage.client.insist(other, () => false))?.status).toBe(422);
  });

  if (queue === 'bullmq')
    it('fires timers within 15 seconds though Redis has forgotten them', async () => {
      const id = await startClockwork('faults-flushed');
      await new Promise((resolve) => setTimeout(resolve, 500));
      await injector.strike(flushRedis);
      await ticked(id, tickSeconds * 1_000 + 15_000);
    });

  it('has lost, doubled or left behind nothing', async () => {
    const { findings, recovery, running, waiting } = await stage.check(8_000);
    // what is late says little on a machine with too much to do; what is never done is a failure there, too
    expect(findings.failedBut(stuckRule)).toEqual([]);
    expect(stage.replicas.crashed).toBe(false);
    expect(recovery.lags.get('timer')?.length).toBeGreaterThan(0);
    expect(running === 0 || waiting.size > 0).toBe(true);
  });
});
