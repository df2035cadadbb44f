import type { Need } from '../advance-types.ts';
import { own, put } from '../own-key.ts';
import type { ScopeState, Snapshot } from '../snapshot.ts';
import type { TriggerPlace } from '../trigger.ts';
import { layOut } from './lay-out.ts';

/**
 * Items of multi-instance bodies stored apart from the rest of their instance.
 *
 * Every scope belongs to one part: the instance's own, which is always here, or that of the nearest item of a body around it
 * (what a finished item left and elements for later ones are parts as well). A step gets the instance's own part and asks for
 * others by `need`; only touched scopes are written.
 */

type Scopes = Readonly<Record<string, ScopeState>>;

/** The part that a scope belongs to: the id of the nearest scope directly below a body, from this one outwards; else the instance's. */
export function partOf(snapshot: Snapshot, scopeId: string): string {
  for (let id = scopeId; ;) {
    const parent = own(snapshot.scopes, id)?.parent;
    if (parent === undefined) return snapshot.instanceId;
    if (own(snapshot.scopes, parent)?.loop) return id;
    id = parent;
  }
}

/** Whether items can be stored apart: some body is open. */
export const hasBodies = ({ scopes }: Snapshot): boolean => Object.values(scopes).some(({ loop }) => loop !== undefined);

/**
 * From now on items may be stored apart; everything is here still.
 * @param ids a prefix as in `Environment.ids`, not used otherwise
 */
export function storeApart(snapshot: Snapshot, ids: string): Snapshot {
  const scopes: Record<string, ScopeState> = { ...snapshot.scopes };
  let made = 0;
  const bodies = Object.keys(scopes).filter((id) => scopes[id]!.loop);
  const draft = {
    scope: (id: string) => own(scopes, id),
    edit: (id: string) => {
      const copy = { ...scopes[id]! };
      put(scopes, id, copy);
      return copy;
    },
    addScope: (id: string, scope: ScopeState) => put(scopes, id, scope),
    newPartId: () => `${ids}z${(made++).toString(36).padStart(7, '0')}`,
  };
  for (const id of bodies) layOut(draft, id);
  return { ...snapshot, scopes, apart: { scopes: [], below: [snapshot.instanceId] } };
}

/** The reverse, once no body is open any more. */
export function storeTogether(snapshot: Snapshot): Snapshot {
  const { apart: _apart, ...together } = snapshot;
  return together;
}

/** The instance's own part alone: what is read first, and what is kept in memory between steps. */
export function ownPart(snapshot: Snapshot): Snapshot {
  if (!snapshot.apart) return snapshot;
  const scopes: Record<string, ScopeState> = {};
  for (const id of Object.keys(snapshot.scopes))
    if (partOf(snapshot, id) === snapshot.instanceId) put(scopes, id, snapshot.scopes[id]!);
  return { ...snapshot, scopes, apart: { scopes: [], below: [] } };
}

/** A snapshot with scopes that were read because of a need, all in order of creation. Those that are here already stay as they are. */
export function withParts(snapshot: Snapshot, need: Need, read: Scopes): Snapshot {
  const { scopes: askedScopes = [], below = [] } = snapshot.apart ?? {};
  const { instanceId } = snapshot;
  const others = [...new Set([...Object.keys(read), ...Object.keys(snapshot.scopes)])].filter((id) => id !== instanceId);
  const scopes: Record<string, ScopeState> = {};
  for (const id of [instanceId, ...others.sort()]) put(scopes, id, own(snapshot.scopes, id) ?? read[id]!);
  return {
    ...snapshot,
    scopes,
    apart: { scopes: [...askedScopes, ...need.scopeIds], below: [...below, ...need.below] },
  };
}

/** What is still to be read before it is certain what stands at a place; undefined when it is. */
export function needAt({ scopes, apart }: Snapshot, { scopeId, tokenId }: TriggerPlace): Need | undefined {
  if (!apart) return undefined;
  const isMissing = (id: string): boolean => !own(scopes, id) && !apart.scopes.includes(id);
  if (isMissing(scopeId)) return { scopeIds: [scopeId], below: [] };
  return own(scopes, scopeId)?.loop && isMissing(tokenId) ? { scopeIds: [tokenId], below: [] } : undefined;
}
