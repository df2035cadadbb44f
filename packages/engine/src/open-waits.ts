import type { Snapshot, WaitKind, WaitState } from './snapshot.ts';

/** Something alive for which an instance waits. */
export interface OpenWait {
  /** Beside the kinds of waits: `called`, a called instance (its id); `join`, an arrival at a gateway (the flow's id). */
  readonly kind: WaitKind | 'called' | 'join';
  readonly id: string;
  readonly scopeId: string;
  readonly tokenId: string;
  readonly elementId: string;
}

/**
 * All that an instance waits for. An instance that has not ended and waits for nothing but joins is stuck: some path to a
 * parallel join was not taken.
 */
export function openWaits(snapshot: Snapshot): OpenWait[] {
  const found: OpenWait[] = [];
  for (const [scopeId, scope] of Object.entries(snapshot.scopes)) {
    const add = (waits: Readonly<Record<string, WaitState>> | undefined, tokenId: string, elementId: string): void => {
      for (const [id, wait] of Object.entries(waits ?? {}))
        found.push({ kind: wait.kind, id, scopeId, tokenId, elementId: wait.element ?? elementId });
    };
    add(scope.waits, scopeId, scope.element);
    for (const [tokenId, token] of Object.entries(scope.tokens ?? {})) {
      add(token.waits, tokenId, token.element);
      if (token.child !== undefined && token.phase === undefined)
        found.push({ kind: 'called', id: token.child, scopeId, tokenId, elementId: token.element });
    }
    for (const flowId of Object.keys(scope.joins ?? {}))
      found.push({ kind: 'join', id: flowId, scopeId, tokenId: scopeId, elementId: scope.element });
  }
  return found;
}
