import type { EncodedPlan } from './encode-plan.ts';
import { guardKey } from './encode-plan.ts';

const mostPlans = 64;
/** Characters: a batch of large snapshots is cut here, so that one commit does not hold everybody up. */
const mostCharacters = 8_000_000;
/** How far to look past plans that have to wait for one of the batch. */
const lookAhead = 512;

/**
 * Takes the next batch out of those that wait, in order: no two of one instance, and none that writes a row on which
 * another of the batch relies or which another writes (both read the same revision, so one of them has to lose).
 * @param most plans, fewer than a batch takes
 */
export const selectBatch = <E extends { readonly plan: EncodedPlan }>(waiting: E[], most = mostPlans): E[] => {
  const instances = new Set<string>();
  const written = new Set<string>();
  const reliedOn = new Set<string>();
  const batch: E[] = [];
  const left: E[] = [];
  let size = 0;
  let looked = 0;
  for (const entry of waiting) {
    const { instanceId, guards } = entry.plan;
    looked++;
    const fits =
      looked <= lookAhead &&
      batch.length < Math.min(most, mostPlans) &&
      (batch.length === 0 || size + entry.plan.size <= mostCharacters) &&
      !(instanceId !== undefined && instances.has(instanceId)) &&
      guards.every((guard) => {
        const key = guardKey(guard);
        return !written.has(key) && !(guard.mode === 'write' && reliedOn.has(key));
      });
    if (instanceId !== undefined) instances.add(instanceId);
    if (!fits) {
      left.push(entry);
      continue;
    }
    for (const guard of guards) (guard.mode === 'write' ? written : reliedOn).add(guardKey(guard));
    size += entry.plan.size;
    batch.push(entry);
  }
  waiting.splice(0, waiting.length, ...left);
  return batch;
};
