import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Deliveries, journalTable } from '../../apps/server/src/instances/index.ts';
import type { JobRow } from '../../apps/server/src/jobs/index.ts';
import { JobHandlers, JobRunner, jobTable } from '../../apps/server/src/jobs/index.ts';
import { deliveryTable, SweepDeliveries } from '../../apps/server/src/messages/index.ts';
import type { VirtualClock } from '../../apps/server/src/platform/clock.ts';
import { Clock } from '../../apps/server/src/platform/clock.ts';
import { Database } from '../../apps/server/src/platform/database/database.ts';
import { SweepDueTimers } from '../../apps/server/src/timers/index.ts';

/** Lets the server finish all that can be done at this moment, by itself or by its sweeps, without moving the clock. */
export async function settle(app: INestApplicationContext, patience = 15_000): Promise<void> {
  const { reader } = app.get(Database);
  const giveUpAt = performance.now() + patience;
  for (;;) {
    const steps = await reader.count(journalTable);
    await app.get(SweepDueTimers).run();
    await app.get(JobRunner).runDue();
    const waiting = await reader.find(deliveryTable, "state = 'waiting'");
    await app.get(Deliveries).run(waiting.map(({ id }) => id));
    await app.get(SweepDeliveries).run();
    // each step deletes its cause in the commit that writes its effects: what still goes on is seen in the tables
    const left = await openWork(app);
    if (left.length === 0 && steps === (await reader.count(journalTable))) return;
    if (performance.now() > giveUpAt)
      throw new Error(`The server does not come to rest: ${left.join(', ') || 'it goes on and on'}`);
    if (left.length > 0) await pause(2);
  }
}

/** Goes on in time: timers fire and failed jobs are tried again in their order, each at its own moment. */
export async function passTime(app: INestApplicationContext, clock: VirtualClock, until: number): Promise<void> {
  for (let next = await nextMoment(app); next !== undefined && next <= until; next = await nextMoment(app)) {
    clock.set(next);
    await settle(app);
  }
  clock.set(until);
  await settle(app);
}

async function openWork(app: INestApplicationContext): Promise<string[]> {
  const now = app.get(Clock).now();
  const due = await app.get(SweepDueTimers).nextDueAt();
  const jobs = (await ownJobs(app)).filter(({ availableAt, lockOwner }) => availableAt <= now || lockOwner !== null);
  const deliveries = await app.get(Database).reader.find(deliveryTable, "state = 'waiting' AND attempts = 0");
  return [
    ...(due !== undefined && due <= now ? ['a timer is due'] : []),
    ...jobs.map(({ topic, elementId }) => `job ${topic} of ${elementId}`),
    ...deliveries.map(({ type, messageName }) => `delivery ${type} ${messageName ?? ''}`),
  ];
}

async function nextMoment(app: INestApplicationContext): Promise<number | undefined> {
  const due = await app.get(SweepDueTimers).nextDueAt();
  const moments = [...(due === undefined ? [] : [due]), ...(await ownJobs(app)).map(({ availableAt }) => availableAt)];
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** Jobs that the server does itself; others wait for their workers. */
const ownJobs = (app: INestApplicationContext): Promise<JobRow[]> =>
  app.get(Database).reader.find(jobTable, 'topic IN (?) AND retries > 0', [[...app.get(JobHandlers).topics, 'gaita.continue']]);
