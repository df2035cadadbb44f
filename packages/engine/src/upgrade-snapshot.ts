import type { Snapshot } from './snapshot.ts';
import { itemsApart } from './upgrades/items-apart.ts';

/** From each version to the next, in order: entry 0 turns version 1 into 2. The stored fixtures hold one of each version. */
const upgrades: readonly ((older: never) => unknown)[] = [itemsApart];

/** The version that `advance` writes and reads. */
export const snapshotVersion = upgrades.length + 1;

/** Reads a stored snapshot of any version. Throws when it is none, or from a later release. */
export function upgradeSnapshot(stored: unknown): Snapshot {
  let snapshot = stored;
  let version = versionOf(snapshot);
  if (!(version >= 1 && version <= snapshotVersion))
    throw new Error(`This release reads snapshots of version 1 to ${snapshotVersion}, not ${String(version)}`);
  for (; version < snapshotVersion; version++) snapshot = upgrades[version - 1]!(snapshot as never);
  return snapshot as Snapshot;
}

function versionOf(stored: unknown): number {
  const version = typeof stored === 'object' && stored !== null ? (stored as { v?: unknown }).v : undefined;
  return typeof version === 'number' ? version : Number.NaN;
}
