import type { Snapshot, WaitKind, WaitState } from './snapshot.ts';

/** Something alive for which an instance waits. */
export interface OpenWait {
  /** Beside the kinds of waits: `called`, a called instance (its id); `join`, an arrival at a gateway (the flow's id). */
  readonly kind: Exclude<WaitKind, 'arrived'> | 'called' | 'join';
  readonly id: string;
  readonly scopeId: string;
  readonly tokenId: string;
  readonly elementId: string;
  /** Which of several event definitions of the element, counted from 0. */
  readonly definition?: number;
}

/**
 * All that an instance waits for. An instance that has not ended and waits for nothing but joins is stuck: some path to a
 * parallel join was not taken.
 */
export function openWaits(snapshot: Snapshot): OpenWait[] {
  const found: OpenWait[] = [];
  for (const [scopeId, scope] of Object.entries(snapshot.scopes)) {
    const add = (waits: Readonly<Record<string, WaitState>> | undefined, tokenId: string, elementId: string): void => {
      for (const [id, { kind, element = elementId, definition }] of Object.entries(waits ?? {}))
        if (kind !== 'arrived')
          found.push({ kind, id, scopeId, tokenId, elementId: element, ...(definition !== undefined && { definition }) });
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
