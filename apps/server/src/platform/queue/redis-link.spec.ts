import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { hasRedis, startRedis } from '../../../../../test/support/start-redis.ts';
import { eventually } from '../../../../../test/support/throw-away.ts';
import type { Announcement } from '../announcements/announcements.ts';
import { RedisLink } from './redis-link.ts';

(hasRedis() ? describe : describe.skip)('Announcements over Redis', () => {
  it('reach the others and not the sender, and say that something was missed after Redis was away', async () => {
    const redis = await startRedis();
    const [one, two] = [new RedisLink(redis.url, 'one'), new RedisLink(redis.url, 'two')];
    const heard: string[] = [];
    one.start(({ id }) => heard.push(`one ${id}`));
    two.start(({ id }) => heard.push(`two ${id}`));
    await eventually(async () => {
      one.send({ id: 'a', cases: [], rows: [] });
      if (!heard.includes('two a')) throw new Error('not heard yet');
    });
    expect(heard).not.toContain('one a');
    await redis.kill();
    await redis.restart();
    await eventually(async () => {
      if (!heard.includes('one missed') || !heard.includes('two missed')) throw new Error('not back yet');
    });
    await one.stop();
    await two.stop();
    await redis.stop();
  });

  it('are followed by saying that something was missed where only the sender was cut off', async () => {
    const redis = await startRedis();
    const [one, two] = [new RedisLink(redis.url, 'one'), new RedisLink(redis.url, 'two')];
    const heard: string[] = [];
    one.start(() => undefined);
    two.start(({ id }) => heard.push(id));
    const client = new Redis(redis.url);
    await eventually(async () => {
      one.send({ id: 'a', cases: ['x'], rows: [] });
      if (!heard.includes('a')) throw new Error('not heard yet');
    });
    await eventually(async () => {
      // who listens stays
      await client.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      await new Promise((resolve) => setTimeout(resolve, 10));
      one.send({ id: 'lost', cases: ['y'], rows: [] });
      await eventually(async () => {
        if (!heard.includes('missed')) throw new Error('not told yet');
      }, 500);
    });
    client.disconnect();
    await one.stop();
    await two.stop();
    await redis.stop();
  });

  it('are one message where they come at once', async () => {
    const redis = await startRedis();
    const [one, two] = [new RedisLink(redis.url, 'one'), new RedisLink(redis.url, 'two')];
    const heard: Announcement[] = [];
    one.start(() => undefined);
    two.start((announcement) => heard.push(announcement));
    await eventually(async () => {
      one.send({ id: 'first', cases: ['first'], rows: [] });
      if (heard.length === 0) throw new Error('not heard yet');
    });
    const task = (id: string) => ({ table: 'task', id });
    // the last of those is on its way
    await new Promise((resolve) => setImmediate(resolve));
    one.send({ id: 'a', cases: ['x'], rows: [task('1')] });
    one.send({ id: 'b', cases: ['y', 'x'], rows: [task('1'), task('2')] });
    await eventually(async () => {
      if (!heard.some(({ id }) => id === 'a')) throw new Error('not heard yet');
    });
    expect(heard.filter(({ id }) => id !== 'first')).toEqual([{ id: 'a', cases: ['x', 'y'], rows: [task('1'), task('2')] }]);
    await one.stop();
    await two.stop();
    await redis.stop();
  });
});
