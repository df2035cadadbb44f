import type { Strike } from './strike.ts';
import { pause } from './strike.ts';

const needsRedis: Strike['possible'] = ({ redis }) => redis !== undefined;

/** Redis forgets everything, as after a start without its file. */
export const flushRedis: Strike = {
  name: 'Redis flushed',
  family: 'redis',
  weight: 3,
  possible: needsRedis,
  strike: async ({ redis }) => {
    await redis!.flush();
    return ['flushed'];
  },
};

export const killRedis: Strike = {
  name: 'Redis killed',
  family: 'redis',
  weight: 3,
  possible: needsRedis,
  strike: async ({ redis }, random) => {
    await redis!.kill();
    await pause(random.between(0, 2_000));
    await redis!.restart();
    return ['and restarted'];
  },
};

/** Redis is away for a minute (in short runs for less). */
export const redisAway: Strike = {
  name: 'Redis away',
  family: 'redis',
  weight: 1,
  possible: needsRedis,
  strike: async ({ redis, minute }) => {
    await redis!.kill();
    await pause(minute);
    await redis!.restart();
    return [`for ${Math.round(minute / 1_000)} s`];
  },
};
