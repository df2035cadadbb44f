import { Injectable, Logger } from '@nestjs/common';
import { WakeQueue } from '../platform/queue/wake-queue.ts';
import { FireStartTimer } from './fire-start-timer.ts';
import { FireTimer } from './fire-timer.ts';
import { SweepDueTimers } from './sweep-due-timers.ts';
import { timerWake } from './wakes.ts';

/** Milliseconds between sweeps: what Redis forgot fires at most this much late, with a busy queue `leftToQueue` later. */
const sweepEvery = 4_000;
/** What a busy queue is about to wake for is not taken from it: both would read it, and one in vain. Older than this, it is. */
const leftToQueue = 5_000;
/** After a sweep that failed, as the database was away, the next one comes soon. */
const sweepAgainAfter = 500;
/** Each sweep arms what falls due before the one after the next, should the queue have lost it. */
const armAhead = 3 * sweepEvery;

/** Sees to it that timers fire while the server runs: by the queue's wake-ups, and by the sweep for the rest. */
@Injectable()
export class TimerWatch {
  private readonly log = new Logger('timers');
  private pause: NodeJS.Timeout | undefined;
  private again: NodeJS.Timeout | undefined;
  private stopped = false;
  private sweeping: Promise<void> | undefined;

  constructor(
    private readonly sweep: SweepDueTimers,
    private readonly queue: WakeQueue,
    private readonly fireTimer: FireTimer,
    private readonly fireStartTimer: FireStartTimer,
  ) {}

  async wake(name: string, id: string): Promise<void> {
    await (name === timerWake ? this.fireTimer.run(id) : this.fireStartTimer.run(id));
  }

  /** Sweeps now and then again and again; the queue of this process may be empty after a start. */
  start(): void {
    this.round(this.queue.horizon);
    this.pause = setInterval(() => this.round(armAhead), sweepEvery);
    this.pause.unref();
  }

  /** Ends with the sweep that is at work. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.pause);
    clearTimeout(this.again);
    await this.sweeping;
  }

  private round(armWithin: number): void {
    this.sweeping ??= this.sweepOnce(armWithin).finally(() => {
      this.sweeping = undefined;
    });
  }

  private async sweepOnce(armWithin: number): Promise<void> {
    try {
      await this.sweep.arm(armWithin);
      await this.sweep.run(this.queue.isBusy ? leftToQueue : 0);
    } catch (error) {
      this.log.warn({ message: 'a sweep for due timers failed, the next one follows', error: (error as Error).message });
      if (this.stopped) return;
      clearTimeout(this.again);
      this.again = setTimeout(() => this.round(armAhead), sweepAgainAfter);
      this.again.unref();
    }
  }
}
