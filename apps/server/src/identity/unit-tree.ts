import type { UnitRow } from './tables.ts';

type Unit = Pick<UnitRow, 'id' | 'parent'>;

/** The unit and all units below it; the unit alone when it is unknown. A tree that bites its tail does no harm. */
export function unitsBelow(units: readonly Unit[], unit: string): string[] {
  const below = new Set([unit]);
  for (const id of below) for (const each of units) if (each.parent === id) below.add(each.id);
  return [...below];
}
