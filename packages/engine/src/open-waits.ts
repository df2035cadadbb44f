import type { Snapshot, TokenState, WaitKind, WaitState } from './snapshot.ts';

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
 * parallel join was not taken. Of items stored apart it tells those that are here.
 */
export function openWaits(snapshot: Snapshot): OpenWait[] {
  const found: OpenWait[] = [];
  for (const [scopeId, scope] of Object.entries(snapshot.scopes)) {
    addWaits(found, scope.waits, { scopeId, tokenId: scopeId, elementId: scope.element });
    for (const [tokenId, token] of Object.entries(scope.tokens ?? {})) addToken(found, scopeId, tokenId, token);
    if (scope.token && scope.parent !== undefined) addToken(found, scope.parent, scopeId, scope.token);
    for (const flowId of Object.keys(scope.joins ?? {}))
      found.push({ kind: 'join', id: flowId, scopeId, tokenId: scopeId, elementId: scope.element });
  }
  return found;
}

function addToken(found: OpenWait[], scopeId: string, tokenId: string, token: TokenState): void {
  addWaits(found, token.waits, { scopeId, tokenId, elementId: token.element });
  if (token.child !== undefined && token.phase === undefined)
    found.push({ kind: 'called', id: token.child, scopeId, tokenId, elementId: token.element });
}

type At = Pick<OpenWait, 'scopeId' | 'tokenId' | 'elementId'>;

function addWaits(found: OpenWait[], waits: Readonly<Record<string, WaitState>> | undefined, at: At): void {
  for (const [id, { kind, element = at.elementId, definition }] of Object.entries(waits ?? {}))
    if (kind !== 'arrived') found.push({ kind, id, ...at, elementId: element, ...(definition !== undefined && { definition }) });
}
