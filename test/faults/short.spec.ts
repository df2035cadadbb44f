import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseDetailView, StartedView, TasksView } from '@gaita/contracts';
import type { DatabaseName } from '../support/databases.ts';
import { hasMariadb } from '../support/start-mariadb.ts';
import { hasRedis } from '../support/start-redis.ts';
import { eventually } from '../support/throw-away.ts';
import { Injector } from './injector.ts';
import { Random } from './random.ts';
import type { Stage } from './stage.ts';
import { openStage } from './stage.ts';
import { clockwork, tickSeconds } from './work/clockwork-model.ts';
import { workUnderFaults } from './work/work-under-faults.ts';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));
const seed = 20_261_121;

const configurations: readonly (readonly [DatabaseName, 'embedded' | 'bullmq'])[] = [
  ['SQLite', 'embedded'],
  ...(hasMariadb() && hasRedis() ? ([['MariaDB', 'bullmq']] as const) : []),
];

describe.each(configurations)('a server on %s with the queue %s that is killed with -9', (database, queue) => {
  const random = new Random(seed);
  let stage: Stage;
  let injector: Injector;

  beforeAll(async () => {
    stage = await openStage(path('apps/server/dist/main.js'), database, queue);
    injector = new Injector(stage, random.fork());
  }, 90_000);
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

  it('goes on where it was while eight clients work', async () => {
    const load = { clients: 8, length: 15_000, killEvery: 4, processes: path('processes'), name: 'load' };
    await workUnderFaults(stage.client, injector, random, load);
    expect(injector.kills + injector.flushes).toBeGreaterThan(0);
    expect(stage.ledger.counts.acknowledged).toBeGreaterThan(0);
  }, 120_000);

  it('fires a timer that fell due while it was down once after its start', async () => {
    const id = await startClockwork('faults-down');
    expect(await ticksOf(id)).toBe(0);
    await injector.killFor(tickSeconds * 1_000);
    await ticked(id, 15_000);
    expect(await ticksOf(id)).toBe(1);
  }, 90_000);

  it('does once what twenty copies of a request ask for, and says the same after it was killed', async () => {
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
    const copies = Array.from({ length: 20 }, () => stage.client.insist(ask, () => false));
    const answers = await Promise.all(copies);
    await injector.killFor(0);
    answers.push(await stage.client.insist(ask, () => false));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ status: 200, body: { taskId, instanceId, result: 'completed' } })]),
    );
  }, 90_000);

  if (queue === 'bullmq')
    it('fires timers within 15 seconds though Redis has forgotten them', async () => {
      const id = await startClockwork('faults-flushed');
      await pause(500);
      await injector.flush();
      await ticked(id, tickSeconds * 1_000 + 15_000);
    }, 60_000);

  it('has lost, doubled or left behind nothing', async () => {
    const { findings, lags, running, waiting } = await stage.check(8_000);
    expect(findings.failed).toEqual([]);
    expect(stage.server.crashed).toBe(false);
    expect(lags.length).toBeGreaterThan(0);
    expect(running === 0 || waiting.size > 0).toBe(true);
  }, 90_000);
});
