import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../../test/support/throw-away.ts';
import type { WakeQueue } from '../platform/queue/wake-queue.ts';
import type { FireStartTimer } from './fire-start-timer.ts';
import type { FireTimer } from './fire-timer.ts';
import type { SweepDueTimers } from './sweep-due-timers.ts';
import { TimerWatch } from './timer-watch.ts';
import { startTimerWake, timerWake } from './wakes.ts';

describe('The watch over timers', () => {
  let calls: string[];
  let failing: number;
  let queue: { horizon: number; isBusy: boolean };
  /** Ends a sweep that was held up. */
  let release: (() => void) | undefined;
  let watch: TimerWatch;

  beforeEach(() => {
    calls = [];
    failing = 0;
    queue = { horizon: 3_600_000, isBusy: false };
    release = undefined;
    const sweep = {
      arm: async (within: number) => void calls.push(`arm ${within}`),
      run: async (overdue: number) => {
        calls.push(`run ${overdue}`);
        if (failing-- > 0) throw new Error('the database is away');
        return 0;
      },
    };
    const fire = (kind: string) => ({ run: async (id: string) => void calls.push(`${kind} ${id}`) });
    watch = new TimerWatch(
      sweep as unknown as SweepDueTimers,
      queue as unknown as WakeQueue,
      fire('timer') as unknown as FireTimer,
      fire('start timer') as unknown as FireStartTimer,
    );
    sweepHeldUp = () => {
      sweep.run = async (overdue) => {
        calls.push(`run ${overdue}`);
        await new Promise<void>((resolve) => (release = resolve));
        calls.push('swept');
        if (failing-- > 0) throw new Error('the database is away');
        return 0;
      };
    };
  });
  afterEach(() => {
    release?.();
    return watch.stop();
  });
  let sweepHeldUp: () => void;

  it('fires what the queue wakes for', async () => {
    await watch.wake(timerWake, 'a');
    await watch.wake(startTimerWake, 'b');
    expect(calls).toEqual(['timer a', 'start timer b']);
  });

  it('fills the queue of a new process, then sweeps what is overdue', async () => {
    watch.start();
    await watch.stop();
    expect(calls).toEqual(['arm 3600000', 'run 0']);
  });

  it('sweeps again every four seconds, and not while a sweep is at work, until it is stopped', async () => {
    const { setInterval, clearInterval } = globalThis;
    const kept: string[] = [];
    const timer = { unref: () => kept.push('holds up no end') };
    let round: (() => void) | undefined;
    globalThis.setInterval = ((callback: () => void, every: number) => {
      kept.push(`every ${every}`);
      round = callback;
      return timer;
    }) as unknown as typeof setInterval;
    globalThis.clearInterval = (cleared) => void kept.push(cleared === (timer as unknown) ? 'cleared' : 'another cleared');
    try {
      watch.start();
      round!();
      await eventually(async () => expect(calls).toHaveLength(2));
      await new Promise((resolve) => setImmediate(resolve));
      round!();
      await watch.stop();
    } finally {
      Object.assign(globalThis, { setInterval, clearInterval });
    }
    expect(calls).toEqual(['arm 3600000', 'run 0', 'arm 12000', 'run 0']);
    expect(kept).toEqual(['every 4000', 'holds up no end', 'cleared']);
  });

  it('leaves a busy queue what it is about to wake for', async () => {
    queue.isBusy = true;
    watch.start();
    await watch.stop();
    expect(calls).toEqual(['arm 3600000', 'run 5000']);
  });

  it('sweeps again soon after a sweep that failed, then goes on as ever', async () => {
    failing = 1;
    watch.start();
    await eventually(async () => expect(calls).toHaveLength(4), 20_000);
    expect(calls.slice(2)).toEqual(['arm 12000', 'run 0']);
  });

  it('ends with the sweep at work, and does not begin another when that failed', async () => {
    sweepHeldUp();
    failing = 1;
    watch.start();
    await eventually(async () => expect(release).toBeDefined());
    let ended = false;
    const stopped = watch.stop().then(() => (ended = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    release!();
    await stopped;
    // longer than the pause after a failure
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(calls).toEqual(['arm 3600000', 'run 0', 'swept']);
  });
});
