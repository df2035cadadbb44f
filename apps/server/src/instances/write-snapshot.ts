import type { ScopeState, Snapshot } from '@gaita/engine';
import { hasBodies, isOver, ownPart, partOf, storeApart, storeTogether } from '@gaita/engine';
import type { RowChanges } from '../platform/write-plan.ts';
import { instancePartTable, instanceTable } from './tables.ts';

/** Characters of JSON up to which an instance is always stored as one row. */
const largestWhole = 65_536;

/** An instance as it is stored, and what is kept of it in memory. */
export interface WrittenSnapshot {
  /** Of the instance row. */
  readonly text: string;
  readonly snapshot: Snapshot;
  /** With every item of bodies that was here. */
  readonly whole: Snapshot;
  /** Characters of the rows in `instance_part` that belong to what is kept, by id; none while the instance is one row. */
  readonly parts: ReadonlyMap<string, number>;
}

/**
 * Writes an instance after its steps: one row, or, when bodies with many items make it large, a row for each touched scope.
 * @param known rows in `instance_part` that have been read, by id
 * @param newIds gives a prefix for ids
 */
export function writeSnapshot(
  changes: RowChanges,
  after: Snapshot,
  touched: ReadonlySet<string>,
  known: ReadonlyMap<string, number>,
  newIds: () => string,
): WrittenSnapshot {
  if (!after.apart || after.ended !== undefined || !hasBodies(after)) {
    const whole = storeTogether(after);
    const text = JSON.stringify(whole);
    if (text.length <= largestWhole || whole.ended !== undefined || !hasBodies(whole)) {
      for (const id of known.keys()) changes.delete(instancePartTable, id);
      return { ...written(changes, text, whole, new Map()), whole };
    }
    const apart = storeApart(whole, newIds());
    return writeParts(changes, apart, Object.keys(apart.scopes), known);
  }
  return writeParts(changes, after, touched, known);
}

function writeParts(
  changes: RowChanges,
  after: Snapshot,
  touched: Iterable<string>,
  known: ReadonlyMap<string, number>,
): WrittenSnapshot {
  const { instanceId } = after;
  const parts = new Map(known);
  for (const id of touched) {
    const scope = Object.hasOwn(after.scopes, id) ? after.scopes[id] : undefined;
    if (!scope) {
      if (parts.delete(id)) changes.delete(instancePartTable, id);
      continue;
    }
    const content = JSON.stringify(scope);
    if (known.has(id)) changes.update(instancePartTable, id, { content });
    else changes.insert(instancePartTable, { id, instanceId, ...partIds(after, id), content });
    parts.set(id, content.length);
  }
  const kept = ownPart(after);
  for (const id of parts.keys()) if (!Object.hasOwn(kept.scopes, id)) parts.delete(id);
  return { ...written(changes, JSON.stringify({ ...kept, scopes: {} }), kept, parts), whole: after };
}

function partIds(snapshot: Snapshot, scopeId: string): { partId: string; bodyId: string } {
  const partId = partOf(snapshot, scopeId);
  const head: ScopeState | undefined = snapshot.scopes[partId];
  return { partId, bodyId: head?.parent ?? snapshot.instanceId };
}

function written(
  changes: RowChanges,
  text: string,
  snapshot: Snapshot,
  parts: ReadonlyMap<string, number>,
): Omit<WrittenSnapshot, 'whole'> {
  if (!isOver(snapshot)) changes.update(instanceTable, snapshot.instanceId, { snapshot: text });
  return { text, snapshot, parts };
}
