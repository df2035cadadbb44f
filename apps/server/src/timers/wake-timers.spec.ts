import { beforeEach, describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../platform/clock.ts';
import type { WakeQueue } from '../platform/queue/wake-queue.ts';
import { timerTable } from './tables.ts';
import { WakeTimers } from './wake-timers.ts';
import { timerWake } from './wakes.ts';

/** Says, each time when it is asked, how far something is off by the database's clock. */
class AskedClock extends VirtualClock {
  answers: number[] = [];

  override async until(): Promise<number> {
    const answer = this.answers.shift();
    if (answer === undefined) throw new Error('it was not to be asked again');
    return answer;
  }
}

describe('When a timer is due', () => {
  const clock = new AskedClock(50_000);
  let scheduled: [string, string, number][];
  const queue = { schedule: (...asked: [string, string, number]) => scheduled.push(asked) } as unknown as WakeQueue;
  const wakes = new WakeTimers(clock, queue);
  beforeEach(() => {
    scheduled = [];
  });

  it('it is taken for due at its own time at the earliest, and now where that has passed', async () => {
    clock.answers = [0, -10];
    expect(await wakes.dueNow(timerWake, 't', 60_000)).toBe(60_000);
    expect(await wakes.dueNow(timerWake, 't', 40_000)).toBe(50_000);
    expect(scheduled).toEqual([]);
  });

  it('it is waited for on the spot when it is nearly so, again where the clocks still disagree', async () => {
    clock.answers = [1_000, 1, 0];
    expect(await wakes.dueNow(timerWake, 't', 51_000)).toBe(51_000);
    expect([clock.answers, scheduled]).toEqual([[], []]);
  });

  it('the queue wakes for it again when it is further off', async () => {
    clock.answers = [1_001];
    expect(await wakes.dueNow(timerWake, 't', 45_000)).toBeUndefined();
    expect(scheduled).toEqual([['timer', 't', 51_001]]);
  });

  it('the commit that fires it asks again where the database tells the time', () => {
    const guard = { table: timerTable, id: 't', revision: 3, mode: 'write' };
    expect(wakes.guard(timerTable, { id: 't', revision: 3, dueAt: 45_000 })).toEqual(guard);
    const asking = new WakeTimers({ isDatabaseTime: true } as unknown as VirtualClock, queue);
    expect(asking.guard(timerTable, { id: 't', revision: 3, dueAt: 45_000 })).toEqual({ ...guard, notBefore: 45_000 });
  });
});
