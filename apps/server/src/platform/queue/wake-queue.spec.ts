import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { hasRedis, startRedis } from '../../../../../test/support/start-redis.ts';
import { eventually } from '../../../../../test/support/throw-away.ts';
import type { Clock } from '../clock.ts';
import { VirtualClock } from '../clock.ts';
import { DatabaseClock } from '../database-clock.ts';
import { BullmqQueue } from './bullmq-queue.ts';
import { EmbeddedQueue } from './embedded-queue.ts';
import type { WakeQueue } from './wake-queue.ts';
import { concurrency } from './wake-queue.ts';

/** One kind of queue with the time that it goes by. */
interface Kind {
  readonly clock: Clock;
  open(horizon?: number): WakeQueue;
  /** Lets that much time pass: set on a virtual clock, waited for on a real one by `until` alone. */
  pass(milliseconds: number): void;
}

Logger.overrideLogger(false);

const until = async (condition: () => void) => eventually(async () => condition());

const describeQueue = (name: string, kind: () => Kind) =>
  describe(`the ${name} queue`, () => {
    const opened: WakeQueue[] = [];
    const open = (horizon?: number) => {
      const queue = kind().open(horizon);
      opened.push(queue);
      return queue;
    };
    /** A queue whose calls are written down with the time at which they came. */
    const started = async (horizon?: number) => {
      const queue = open(horizon);
      const calls: { id: string; at: number }[] = [];
      queue.onDue('timer', async (id) => void calls.push({ id, at: kind().clock.now() }));
      await queue.start();
      return { queue, calls, ids: () => calls.map(({ id }) => id) };
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((queue) => queue.stop()));
    });

    it('wakes at the time, not before, the earlier one first', async () => {
      const { queue, calls, ids } = await started();
      const now = kind().clock.now();
      queue.schedule('timer', 'late', now + 400);
      queue.schedule('timer', 'soon', now + 150);
      kind().pass(500);
      await until(() => expect(ids()).toEqual(['soon', 'late']));
      expect(calls[0]!.at).toBeGreaterThanOrEqual(now + 150);
      expect(calls[1]!.at).toBeGreaterThanOrEqual(now + 400);
    });

    it('is busy while as many handlers are at work as may be', async () => {
      const queue = open();
      let free: () => void = () => {};
      const held = new Promise<void>((resolve) => (free = resolve));
      queue.onDue('timer', () => held);
      await queue.start();
      expect(queue.isBusy).toBe(false);
      for (let at = 0; at < 2 * concurrency; at++) queue.schedule('timer', `held-${at}`, kind().clock.now());
      kind().pass(1);
      await until(() => expect(queue.isBusy).toBe(true));
      free();
      await until(() => expect(queue.isBusy).toBe(false));
    });

    it('wakes at once for what is overdue', async () => {
      const { queue, ids } = await started();
      queue.schedule('timer', 'overdue', kind().clock.now() - 10_000);
      kind().pass(1);
      await until(() => expect(ids()).toEqual(['overdue']));
    });

    it('wakes once for what is scheduled twice at the same time', async () => {
      const { queue, ids } = await started();
      const dueAt = kind().clock.now() + 100;
      for (let i = 0; i < 5; i++) queue.schedule('timer', 'a', dueAt);
      queue.schedule('timer', 'b', dueAt + 100);
      kind().pass(300);
      await until(() => expect(ids()).toContain('b'));
      expect(ids()).toEqual(['a', 'b']);
    });

    it('wakes again for what is armed again after it fired', async () => {
      const { queue, ids } = await started();
      const dueAt = kind().clock.now() + 20;
      for (const times of [1, 2, 3]) {
        queue.schedule('timer', 'a', dueAt);
        kind().pass(50);
        await until(() => expect(ids()).toHaveLength(times));
      }
    });

    it('keeps only what falls due within its horizon', async () => {
      const { queue, ids } = await started(200);
      const now = kind().clock.now();
      // far enough that it lies beyond also when a busy machine takes a second until here
      queue.schedule('timer', 'far', now + 1_500);
      queue.schedule('timer', 'near', now + 100);
      queue.schedule('timer', 'edge', now + 200);
      kind().pass(2_000);
      await until(() => expect(kind().clock.now()).toBeGreaterThan(now + 1_700));
      await until(() => expect([...ids()].sort()).toEqual(['edge', 'near']));
    });

    it('hands each wake-up to the handler of its name, and goes on when one throws', async () => {
      const queue = open();
      const seen: string[] = [];
      queue.onDue('timer', async (id) => {
        seen.push(`timer ${id}`);
        throw new Error('the handler failed');
      });
      queue.onDue('job', async (id) => void seen.push(`job ${id}`));
      await queue.start();
      const now = kind().clock.now();
      queue.schedule('timer', 'x', now);
      queue.schedule('job', 'x', now + 100);
      queue.schedule('timer', 'y', now + 200);
      kind().pass(300);
      await until(() => expect(seen).toEqual(['timer x', 'job x', 'timer y']));
      expect(() => queue.onDue('job', async () => {})).toThrow('Two handlers');
    });

    it('waits for the handlers at work when it stops, and calls none after', async () => {
      const queue = open();
      const seen: string[] = [];
      let release = () => {};
      queue.onDue('timer', async (id) => {
        seen.push(`${id} begins`);
        await new Promise<void>((resolve) => (release = resolve));
        seen.push(`${id} ends`);
      });
      await queue.start();
      queue.schedule('timer', 'a', kind().clock.now());
      kind().pass(1);
      await until(() => expect(seen).toEqual(['a begins']));
      const stopped = queue.stop().then(() => seen.push('stopped'));
      queue.schedule('timer', 'b', kind().clock.now());
      kind().pass(10);
      release();
      await stopped;
      expect(seen).toEqual(['a begins', 'a ends', 'stopped']);
    });

    it('takes a thousand at once', async () => {
      const { queue, calls } = await started();
      const dueAt = kind().clock.now() + 50;
      for (let i = 0; i < 1_000; i++) queue.schedule('timer', `t${i}`, dueAt + (i % 7));
      kind().pass(60);
      await until(() => expect(new Set(calls.map(({ id }) => id)).size).toBe(1_000));
      expect(calls).toHaveLength(1_000);
    });
  });

const clock = new VirtualClock(1_000_000);
const embedded: Kind = {
  clock,
  open: (horizon) => new EmbeddedQueue(clock, horizon),
  pass: (milliseconds) => clock.advance(milliseconds),
};
describeQueue('embedded', () => embedded);

describe('the embedded queue alone', () => {
  it('forgets what was cancelled and moves what is scheduled anew', async () => {
    const queue = new EmbeddedQueue(clock);
    const seen: string[] = [];
    queue.onDue('timer', async (id) => void seen.push(`${id} ${clock.now() - begin}`));
    await queue.start();
    const begin = clock.now();
    queue.schedule('timer', 'cancelled', begin + 10);
    queue.schedule('timer', 'moved', begin + 10);
    queue.schedule('timer', 'moved', begin + 30);
    queue.cancel('timer', 'cancelled');
    for (let i = 0; i < 40; i++) clock.advance(1);
    await queue.stop();
    expect(seen).toEqual(['moved 30']);
  });
});

(hasRedis() ? describe : describe.skip)('BullMQ', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  const real = new DatabaseClock({ time: async () => undefined });
  let prefixes = 0;
  const open = (prefix: string, horizon?: number) => new BullmqQueue(redis.url, real, prefix, horizon);
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  describeQueue('BullMQ', () => ({ clock: real, open: (horizon) => open(`p${++prefixes}`, horizon), pass: () => {} }));

  const collecting = (prefix: string) => {
    const queue = open(prefix);
    const seen: string[] = [];
    queue.onDue('timer', async (id) => void seen.push(id));
    return { queue, seen };
  };

  it('gives what a stopped replica had scheduled to another one', async () => {
    const first = collecting('restart');
    await first.queue.start();
    first.queue.schedule('timer', 'left', real.now() + 600);
    first.queue.schedule('timer', 'own', real.now());
    await until(() => expect(first.seen).toEqual(['own']));
    await first.queue.stop();
    const second = collecting('restart');
    await second.queue.start();
    await until(() => expect(second.seen).toEqual(['left']));
    await second.queue.stop();
  });

  it('forgets when Redis is flushed, and works on with what comes after', async () => {
    const { queue, seen } = collecting('flushed');
    await queue.start();
    queue.schedule('timer', 'first', real.now());
    await until(() => expect(seen).toEqual(['first']));
    queue.schedule('timer', 'forgotten', real.now() + 700);
    queue.schedule('timer', 'second', real.now());
    await until(() => expect(seen).toEqual(['first', 'second']));
    await redis.flush();
    // the sweep arms it again
    queue.schedule('timer', 'swept', real.now() + 900);
    await until(() => expect(seen).toContain('swept'));
    expect(seen).toEqual(['first', 'second', 'swept']);
    await queue.stop();
  });

  it('takes calls while Redis is away and sends them when it is back', async () => {
    const { queue, seen } = collecting('away');
    await queue.start();
    queue.schedule('timer', 'before', real.now());
    await until(() => expect(seen).toEqual(['before']));
    await redis.kill();
    const began = performance.now();
    for (let i = 0; i < 100; i++) queue.schedule('timer', `meanwhile${i}`, real.now());
    expect(performance.now() - began).toBeLessThan(2_000);
    await redis.restart();
    await until(() => expect(seen).toHaveLength(101));
    await queue.stop();
  });

  it('stops although Redis goes away at that moment', async () => {
    const { queue } = collecting('going');
    await queue.start();
    queue.schedule('timer', 'never', real.now());
    await Promise.all([queue.stop(), redis.kill()]);
    await redis.restart();
  });

  it('stops although Redis is away', async () => {
    const { queue } = collecting('gone');
    await queue.start();
    await redis.kill();
    queue.schedule('timer', 'never', real.now());
    await queue.stop();
    await redis.restart();
  });
});
