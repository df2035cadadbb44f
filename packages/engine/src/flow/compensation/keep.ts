import type { CompiledNode } from '../../compile/compiled-process.ts';
import { compensationSubProcessOf } from '../../compile/compensation.ts';
import type { CompensationEntry, ScopeState } from '../../snapshot.ts';
import type { Place, Step } from '../../state/step.ts';

/** Whether an activity must be kept when it has completed: something of this process or its caller can compensate it. */
export const isKept = (step: Step, node: CompiledNode): boolean =>
  node.compensable === 'own' || (node.compensable === 'called' && !!step.calledBy?.compensable);

/**
 * An activity completes: keeps what its compensation will need, in the scope that holds it, with a snapshot of its own data
 * (BPMN 2.0.2, 10.7.1). Each instance of a multi-instance activity or loop has its own entry; they become the scope's when the whole
 * has completed.
 */
export function keepForCompensation(step: Step, at: Place): void {
  if (!isKept(step, at.node)) return;
  const { token, inside } = { token: step.token(at.scopeId, at.tokenId)!, inside: step.scope(at.tokenId) };
  if (at.node.repeats && token.loopIndex === undefined) {
    if (inside?.compensations) addEntries(step, at.scopeId, takeAll(step, at.tokenId));
    return;
  }
  const entry = entryOf(step, at, inside);
  if (entry) addEntries(step, at.scopeId, [entry]);
}

/** Undefined when nothing would be undone. */
function entryOf(step: Step, at: Place, inside: ScopeState | undefined): CompensationEntry | undefined {
  const { node, scopeId, tokenId } = at;
  const base = { element: node.id, token: tokenId };
  const token = step.token(scopeId, tokenId)!;
  // Local variables of a plain task (its input mappings) are no data of the process.
  const hasData = node.inner !== undefined || token.loopIndex !== undefined;
  const variables = hasData && inside?.variables ? { variables: inside.variables } : {};
  if (node.compensationHandler) return { ...base, ...variables };
  if (node.inner) {
    const hasOwn = compensationSubProcessOf(node.inner) !== undefined;
    if (!hasOwn && !inside?.compensations) return undefined;
    const compensations = inside?.compensations ? { compensations: takeAll(step, tokenId) } : {};
    return { ...base, ...variables, ...compensations };
  }
  if (token.keeps === undefined) return undefined;
  const { keeps, ...rest } = token;
  step.setToken(scopeId, tokenId, rest);
  return { ...base, child: keeps };
}

export function addEntries(step: Step, scopeId: string, entries: readonly CompensationEntry[]): void {
  if (entries.length === 0) return;
  const scope = step.edit(scopeId);
  scope.compensations = [...(scope.compensations ?? []), ...entries];
}

/** Takes all entries out of a scope. */
export function takeAll(step: Step, scopeId: string): readonly CompensationEntry[] {
  const entries = step.scope(scopeId)?.compensations;
  if (!entries) return [];
  delete step.edit(scopeId).compensations;
  return entries;
}
