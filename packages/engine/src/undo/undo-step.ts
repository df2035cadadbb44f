import type { Snapshot } from '../snapshot.ts';
import { applyUndo, undoPatch } from './undo-patch.ts';
import type { UndoPatch } from './undo-patch.ts';

/** What a step has changed of a snapshot, the other way round. */
export interface StepUndo {
  readonly patch?: UndoPatch;
  /** Items were stored apart before the step. */
  readonly wasApart: boolean;
  readonly isApart: boolean;
}

/** Snapshot, scopes, a scope, its tokens or variables. */
const levels = 4;

/**
 * @param before as the step found it, with every part that it needed
 * @param after as it is stored: items apart or together
 */
export function undoOf(before: Snapshot, after: Snapshot): StepUndo {
  const patch = undoPatch(withoutApart(before), withoutApart(after), levels);
  return { ...(patch && { patch }), wasApart: before.apart !== undefined, isApart: after.apart !== undefined };
}

/** Scopes that the undo changes: they have to be here before it is applied. */
export function scopesOfUndo({ patch }: StepUndo): string[] {
  const scopes = patch && 'in' in patch ? patch.in['scopes'] : undefined;
  return scopes && 'in' in scopes ? Object.keys(scopes.in) : [];
}

/** @param after as `undoOf` got it; of items stored apart those of `scopesOfUndo` suffice unless the way of storing has changed */
export function undoStep(after: Snapshot, undo: StepUndo): Snapshot {
  const before = (undo.patch ? applyUndo(withoutApart(after), undo.patch) : withoutApart(after)) as Snapshot;
  if (!undo.wasApart) return before;
  return { ...before, apart: undo.isApart ? after.apart! : { scopes: [], below: [before.instanceId] } };
}

const withoutApart = ({ apart: _, ...rest }: Snapshot): Omit<Snapshot, 'apart'> => rest;
