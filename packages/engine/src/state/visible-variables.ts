import type { Variables, VariableTypes } from '@gaita/contracts';
import type { ScopeState, Snapshot } from '../snapshot.ts';
import { own, put } from '../own-key.ts';
import { loopCounters } from './variables.ts';

export interface TypedVariables {
  readonly variables: Variables;
  /** Types that callers declared, by name. */
  readonly types: VariableTypes;
}

/**
 * All variables that can be seen from a scope or token, the nearest of each name.
 * @param id a scope id or the id of a token; of a token without local variables, what its scope sees
 */
export function visibleVariables(snapshot: Snapshot, id: string): TypedVariables {
  return seenFrom((scopeId) => own(snapshot.scopes, scopeId), own(snapshot.scopes, id) ? id : holderOf(snapshot, id));
}

/** The process instance's own variables. */
export function variablesOf(snapshot: Snapshot): TypedVariables {
  return seenFrom((scopeId) => own(snapshot.scopes, scopeId), snapshot.instanceId);
}

export function seenFrom(scopeOf: (id: string) => ScopeState | undefined, from: string | undefined): TypedVariables {
  const variables: Variables = {};
  const types: VariableTypes = {};
  for (let id = from; id !== undefined;) {
    const scope = scopeOf(id);
    if (!scope) break;
    for (const [name, variable] of Object.entries(scope.variables ?? {})) {
      if (Object.hasOwn(variables, name)) continue;
      put(variables, name, variable.value);
      if (variable.type !== undefined) put(types, name, variable.type);
    }
    if (scope.loop)
      for (const [name, value] of Object.entries(loopCounters(scope)))
        if (!Object.hasOwn(variables, name)) put(variables, name, value);
    id = scope.parent;
  }
  return { variables, types };
}

function holderOf(snapshot: Snapshot, tokenId: string): string | undefined {
  return Object.keys(snapshot.scopes).find((id) => own(snapshot.scopes[id]!.tokens, tokenId));
}
