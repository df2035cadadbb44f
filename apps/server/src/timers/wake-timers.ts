import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { WakeQueue } from '../platform/queue/wake-queue.ts';
import type { Guard } from '../platform/write-plan.ts';
import type { timerWake, startTimerWake } from './wakes.ts';

export type Wake = typeof timerWake | typeof startTimerWake;

/** Too early by no more than this, milliseconds: waited for on the spot, as a queue would be later. */
const nearly = 1_000;

/** When a timer is due, by the database's own clock, and how the queue is told of it. */
@Injectable()
export class WakeTimers {
  constructor(
    private readonly clock: Clock,
    private readonly queue: WakeQueue,
  ) {}

  /** The time at which the timer was found due. Undefined when it is not yet: then it is in the queue again. */
  async dueNow(wake: Wake, timerId: string, dueAt: number): Promise<number | undefined> {
    const early = await this.clock.until(dueAt);
    if (early <= 0) return Math.max(dueAt, this.clock.now());
    if (early > nearly) {
      // By this process's clock, which may run ahead: at `dueAt` it would wake at once, again and again.
      this.schedule(wake, timerId, this.clock.now() + early);
      return undefined;
    }
    await pause(early);
    return this.dueNow(wake, timerId, dueAt);
  }

  /** For the commit that fires it: the row as it was read, and once more the time, in case the clocks disagree meanwhile. */
  guard(table: Guard['table'], { id, revision, dueAt }: { id: string; revision: number; dueAt: number }): Guard {
    return { table, id, revision, mode: 'write', ...(this.clock.isDatabaseTime && { notBefore: dueAt }) };
  }

  schedule(wake: Wake, timerId: string, dueAt: number): void {
    this.queue.schedule(wake, timerId, dueAt);
  }
}
