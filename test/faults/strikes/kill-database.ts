import type { Strike } from './strike.ts';
import { pause } from './strike.ts';

/** `kill -9` of the database, which comes back on the same data. */
export const killDatabase: Strike = {
  name: 'database killed',
  family: 'database',
  weight: 1,
  blocksFor: Number.MAX_SAFE_INTEGER,
  possible: ({ database }) => database !== undefined,
  strike: async ({ database }, random) => {
    await database!.kill();
    await pause(random.chance(0.5) ? 0 : random.between(200, 4_000));
    await database!.restart();
    return ['and restarted'];
  },
};
