import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Ids } from '../platform/ids.ts';
import { JobHandlers } from './job-handlers.ts';
import { continueTopic } from './job-rules.ts';
import { locked } from './fetch-and-lock.ts';
import { RunJob } from './run-job.ts';
import type { JobRow } from './tables.ts';
import { jobTable } from './tables.ts';

/** Jobs that run at the same time in this process. */
const atOnce = 8;

/**
 * A lock is short, so that the jobs of a replica that died are soon another's, and made longer while the handler works: until
 * the job counts as abandoned, which is longer than any handler waits for anything.
 */
const lockFor = 6_000;
export const renewEvery = 2_000;
const abandonedAfter = 30_000;

/** Runs the jobs that Gaita does itself: topics with a handler, and the rest of long steps. Woken after commits, swept for what nobody woke. */
@Injectable()
export class JobRunner {
  private readonly log = new Logger('jobs');
  /** Jobs by the work that is done on them. */
  private readonly running = new Map<Promise<void>, JobRow>();
  private readonly name: string;
  private working: Promise<number> | undefined;
  private woken = false;
  private stopped = false;
  private interrupt: () => void = () => {};

  constructor(
    private readonly committer: Committer,
    private readonly handlers: JobHandlers,
    private readonly runJob: RunJob,
    private readonly clock: Clock,
    ids: Ids,
  ) {
    this.name = `gaita-${ids.next()}`.slice(0, 191);
  }

  /** There is work for this topic. Never throws. */
  wake(topic: string): void {
    if (topic !== continueTopic && !this.handlers.find(topic)) return;
    void this.runDue();
  }

  /** Runs what may be taken now, also what comes meanwhile; gives the number of jobs that it ran. Never throws. */
  runDue(): Promise<number> {
    this.woken = true;
    this.interrupt();
    this.working ??= this.work().finally(() => {
      this.working = undefined;
      // A wake-up between the last look and this moment must not be lost.
      if (this.woken && !this.stopped) void this.runDue();
    });
    return this.working;
  }

  /** Takes no more jobs and waits for those at work. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.working;
  }

  private async work(): Promise<number> {
    let done = 0;
    while (!this.stopped && (this.woken || this.running.size > 0)) {
      this.woken = false;
      const free = atOnce - this.running.size;
      const wanted = this.topics(free);
      const taken = free > 0 ? await this.claim(wanted) : [];
      done += taken.length;
      for (const job of taken) this.start(job);
      if (taken.length > 0 && taken.length === wanted.limit) this.woken = true;
      if (this.running.size > 0 && (!this.woken || this.running.size === atOnce)) await this.change();
    }
    await Promise.all(this.running.keys());
    return done;
  }

  private start(job: JobRow): void {
    const work = this.runJob.run(job, { workerId: this.name, lockNumber: job.lockNumber }).finally(() => {
      this.running.delete(work);
      this.woken = true;
    });
    this.running.set(work, job);
  }

  /** A job ended, or there is new work. */
  private async change(): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.interrupt = resolve;
    });
    if (!this.woken || this.running.size === atOnce) await Promise.race([...this.running.keys(), woken]);
  }

  /** Topics of which no more may run now are left out; of the others as many jobs are taken as each may run. */
  private topics(limit: number): { names: string[]; limit: number } {
    const names = [continueTopic];
    let fewest = limit;
    for (const topic of this.handlers.topics) {
      const { atOnce: most } = this.handlers.find(topic)!;
      const free = most - [...this.running.values()].filter((running) => running.topic === topic).length;
      if (free <= 0) continue;
      names.push(topic);
      fewest = Math.min(fewest, free);
    }
    return { names, limit: fewest };
  }

  private async claim({ names, limit }: { names: string[]; limit: number }): Promise<JobRow[]> {
    const now = this.clock.now();
    // A lock may end while this very process is still at work: it stood still, or the database did.
    const own = [...this.running.values()].map(({ id }) => id);
    try {
      return await this.committer.claim({
        table: jobTable,
        where: `topic IN (?) AND retries > 0 AND available_at <= ?${own.length > 0 ? ' AND id NOT IN (?)' : ''}`,
        parameters: [names, now, ...(own.length > 0 ? [own] : [])],
        orderBy: 'available_at, id',
        limit,
        set: (job) => locked(job, this.name, now + lockFor),
      });
    } catch (error) {
      this.log.warn({ message: 'jobs could not be taken, the sweep tries again', error: (error as Error).message });
      return [];
    }
  }

  /** Called every `renewEvery`: what is at work stays this process's. */
  async renew(): Promise<void> {
    const now = this.clock.now();
    const held = [...this.running.values()].filter(({ lockExpiresAt }) => {
      const age = now - ((lockExpiresAt ?? 0) - lockFor);
      return age >= renewEvery / 2 && age < abandonedAfter;
    });
    if (held.length === 0) return;
    const until = now + lockFor;
    await this.committer.claim({
      table: jobTable,
      where: 'id IN (?) AND lock_owner = ?',
      parameters: [held.map(({ id }) => id), this.name],
      orderBy: 'id',
      limit: held.length,
      set: ({ revision }) => ({ lockExpiresAt: until, availableAt: until, revision: revision + 1 }),
    });
  }
}
