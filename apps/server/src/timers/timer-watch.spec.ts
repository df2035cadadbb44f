import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { eventually } from '../../../../test/support/throw-away.ts';
import type { WakeQueue } from '../platform/queue/wake-queue.ts';
import type { FireStartTimer } from './fire-start-timer.ts';
import type { FireTimer } from './fire-timer.ts';
import type { SweepDueTimers } from './sweep-due-timers.ts';
import { TimerWatch } from './timer-watch.ts';
import { startTimerWake, timerWake } from './wakes.ts';

/** Timers of the process that ring when told, the latest first. */
const withTimersByHand = async (work: (timers: { readonly said: string[]; ring(): void }) => Promise<void>) => {
  const { setInterval, clearInterval, setTimeout, clearTimeout } = globalThis;
  const said: string[] = [];
  let latest: (() => void) | undefined;
  const set = (kind: string) => (callback: () => void, millis: number) => {
    // `eventually` waits by timers too
    if (millis < 500) return setTimeout(callback, millis);
    said.push(`${kind} ${millis}`);
    latest = callback;
    return { kind, unref: () => said.push(`${kind} unref`) };
  };
  const clear = (kind: string) => (timer?: { readonly kind: string }) => void said.push(`${kind} ${timer?.kind ?? 'none'}`);
  const byHand = {
    ...{ setInterval: set('setInterval'), clearInterval: clear('clearInterval') },
    ...{ setTimeout: set('setTimeout'), clearTimeout: clear('clearTimeout') },
  };
  Object.assign(globalThis, byHand);
  try {
    await work({ said, ring: () => latest!() });
  } finally {
    Object.assign(globalThis, { setInterval, clearInterval, setTimeout, clearTimeout });
  }
};

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
    await withTimersByHand(async (timers) => {
      watch.start();
      timers.ring();
      await eventually(async () => expect(calls).toHaveLength(2));
      await new Promise((resolve) => setImmediate(resolve));
      timers.ring();
      await watch.stop();
      expect(timers.said).toEqual(['setInterval 4000', 'setInterval unref', 'clearInterval setInterval', 'clearTimeout none']);
    });
    expect(calls).toEqual(['arm 3600000', 'run 0', 'arm 12000', 'run 0']);
  });

  it('leaves a busy queue what it is about to wake for', async () => {
    queue.isBusy = true;
    watch.start();
    await watch.stop();
    expect(calls).toEqual(['arm 3600000', 'run 5000']);
  });

  it('sweeps again soon after a sweep that failed, once however many fail, and says why', async () => {
    const { warn } = Logger.prototype;
    const warnings: object[] = [];
    Logger.prototype.warn = function (this: { context?: string }, message: object) {
      warnings.push({ from: this.context, ...message });
    };
    try {
      await withTimersByHand(async (timers) => {
        failing = 2;
        watch.start();
        await eventually(async () => expect(timers.said.at(-1)).toBe('setTimeout unref'));
        timers.ring();
        await eventually(async () => expect(timers.said.filter((each) => each === 'setTimeout unref')).toHaveLength(2));
        await watch.stop();
        const soon = (replaced: string) => [`clearTimeout ${replaced}`, 'setTimeout 500', 'setTimeout unref'];
        expect(timers.said.slice(2)).toEqual([
          ...soon('none'),
          ...soon('setTimeout'),
          'clearInterval setInterval',
          'clearTimeout setTimeout',
        ]);
      });
    } finally {
      Logger.prototype.warn = warn;
    }
    expect(calls).toEqual(['arm 3600000', 'run 0', 'arm 12000', 'run 0']);
    const message = 'a sweep for due timers failed, the next one follows';
    expect(warnings).toEqual([1, 2].map(() => ({ from: 'timers', message, error: 'the database is away' })));
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
