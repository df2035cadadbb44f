import type { Guard } from '../write-plan.ts';
import { notThere } from '../write-plan.ts';
import type { EncodedPlan } from './encode-plan.ts';
import { guardKey } from './encode-plan.ts';

export interface GuardGroup {
  readonly table: Guard['table'];
  readonly mode: Guard['mode'];
  readonly ids: readonly string[];
}

/**
 * The guarded rows of a batch, tables and ids in the order in which every committer takes its locks. A row that one plan
 * writes and none other uses is locked once.
 */
export const guardGroups = (plans: readonly EncodedPlan[]): GuardGroup[] => {
  const modes = new Map<string, Guard>();
  for (const guard of plans.flatMap((plan) => plan.guards)) {
    if (guard.mode === 'write' || !modes.has(guardKey(guard))) modes.set(guardKey(guard), guard);
  }
  const groups = new Map<string, { table: Guard['table']; mode: Guard['mode']; ids: string[] }>();
  for (const guard of modes.values()) {
    const key = `${guard.table.name} ${guard.mode}`;
    const group = groups.get(key);
    if (group) group.ids.push(guard.id);
    else groups.set(key, { table: guard.table, mode: guard.mode, ids: [guard.id] });
  }
  for (const group of groups.values()) group.ids.sort();
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
};

/** Whether a plan must be told the database's time. */
export const asksForTime = (plan: EncodedPlan): boolean => plan.guards.some(({ notBefore }) => notBefore !== undefined);

/**
 * @param found revisions of the rows that were there and could be locked, by `guardKey`
 * @param now by the database's own clock; asked for where a plan `asksForTime`
 */
export const holds = (plan: EncodedPlan, found: ReadonlyMap<string, number>, now = -Infinity): boolean =>
  plan.guards.every(
    (guard) =>
      (found.get(guardKey(guard)) ?? notThere) === guard.revision && (guard.notBefore === undefined || guard.notBefore <= now),
  );
