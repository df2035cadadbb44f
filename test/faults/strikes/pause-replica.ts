import type { Strike } from './strike.ts';

/** A server stands still until its locks, claims and sessions have run out, and goes on as if nothing had been. */
export const pauseReplica: Strike = {
  name: 'pause',
  family: 'replica',
  weight: 1,
  // what it holds locked in a transaction, until the database ends a session that says nothing for so long
  blocksFor: 10_000,
  possible: () => true,
  strike: async ({ replicas }, random) => {
    await random.pick(replicas.all).pauseFor(random.between(2_000, 14_000));
    return ['not killed: stood still'];
  },
};
