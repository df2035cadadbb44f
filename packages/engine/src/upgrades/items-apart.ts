import type { Json } from '@gaita/contracts';
import { isEmpty, put } from '../own-key.ts';
import type { ScopeState, TokenState } from '../snapshot.ts';

interface Loop1 {
  readonly outputs?: readonly Json[];
}

interface Snapshot1 {
  readonly v: 1;
  readonly scopes: Readonly<Record<string, Omit<ScopeState, 'loop'> & { readonly loop?: Loop1 }>>;
}

/** Version 1 held the tokens of a body's items in the body, and their outputs in a list with null for those still missing. */
export function itemsApart(older: Snapshot1): unknown {
  const scopes: Record<string, unknown> = {};
  const items = new Map<string, { readonly token: TokenState; readonly parent: string; readonly element: string }>();
  for (const [id, { loop, tokens = {}, element }] of Object.entries(older.scopes))
    if (loop) for (const [tokenId, token] of Object.entries(tokens)) items.set(tokenId, { token, parent: id, element });
  for (const [id, scope] of Object.entries(older.scopes)) {
    const item = items.get(id);
    items.delete(id);
    put(scopes, id, { ...(scope.loop ? body(scope, scope.loop) : scope), ...(item && { token: item.token }) });
  }
  // an item without variables of its own had no scope
  for (const [id, { token, parent, element }] of items) put(scopes, id, { parent, element, token });
  return { ...older, v: 2, scopes };
}

function body(scope: Snapshot1['scopes'][string], { outputs, ...loop }: Loop1): object {
  const { tokens: _items, ...rest } = scope;
  const collected: Record<string, Json> = {};
  outputs?.forEach((output, index) => {
    if (output !== null) put(collected, String(index), output);
  });
  return { ...rest, loop, ...(!isEmpty(collected) && { outputs: collected }) };
}
