import { createHash } from 'node:crypto';

const rank = (seed, id) => createHash('sha256').update(`${seed} ${id}`).digest('hex');

/** Mutants in an order drawn by the seed: the first ones are a sample of all. */
export const inDrawnOrder = (mutants, seed) =>
  mutants
    .map((mutant) => ({ mutant, rank: rank(seed, mutant.id) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ mutant }) => mutant);
