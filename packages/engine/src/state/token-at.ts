import { own } from '../own-key.ts';
import type { ScopeState, TokenState } from '../snapshot.ts';

/** The token that stands directly in a scope; in a body, the one that its item holds. */
export function tokenAt(scopes: Readonly<Record<string, ScopeState>>, scopeId: string, tokenId: string): TokenState | undefined {
  const scope = own(scopes, scopeId);
  if (!scope?.loop) return own(scope?.tokens, tokenId);
  const item = own(scopes, tokenId);
  return item?.parent === scopeId ? item.token : undefined;
}
