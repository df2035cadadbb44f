import type { Committer } from '../platform/committer.ts';
import type { Guard } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';

/** Writes rows that no command of a person stands behind. */
export const commit = (committer: Committer, change: (changes: RowChanges) => void, guards: readonly Guard[] = []) => {
  const changes = new RowChanges();
  change(changes);
  return committer.commit({ guards, changes: changes.list(), commands: [], answer: null, afterCommit: [] });
};
