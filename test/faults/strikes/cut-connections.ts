import type { Cut } from '../database-proxy.ts';
import type { Strike } from './strike.ts';

const cuts: readonly Cut[] = ['before COMMIT', 'while committing', 'after COMMIT'];
/** How long to wait for a COMMIT, milliseconds. */
const patience = 2_000;

/** Connections to the database break: all at once, or one after the other before, in and after its COMMIT. */
export const cutConnections: Strike = {
  name: 'connection cut',
  family: 'database',
  weight: 3,
  possible: ({ proxy }) => proxy !== undefined,
  strike: async ({ proxy }, random) => {
    if (random.chance(0.2)) return Array.from({ length: proxy!.cutAll() }, () => 'all at once');
    const done: string[] = [];
    for (let left = 1 + random.below(12); left > 0; left--) {
      const cut = random.pick(cuts);
      if (await proxy!.cutNext(cut, patience)) done.push(cut);
    }
    return done;
  },
};

/** The database is there and says nothing for a while. */
export const stallConnections: Strike = {
  name: 'database stalled',
  family: 'database',
  weight: 1,
  blocksFor: Number.MAX_SAFE_INTEGER,
  possible: ({ proxy }) => proxy !== undefined,
  strike: async ({ proxy }, random) => {
    await proxy!.stall(random.between(500, 6_000));
    return ['all connections'];
  },
};
