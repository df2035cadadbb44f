import type { Outcome } from '@gaita/contracts';
import type { Step } from '../state/step.ts';
import { closeScopeWaits, closeTokenWaits } from '../state/waits.ts';
import { removeToken } from './place-token.ts';

interface Held {
  readonly scopeId: string;
  readonly tokenId: string;
}

/** Takes away a token and all that lives in it, the innermost first. `outcome` is the activity's own; what it held is terminated. */
export function cancelToken(step: Step, scopeId: string, tokenId: string, outcome: Outcome): void {
  cancelAll(step, [{ scopeId, tokenId }], outcome);
}

/** Empties a scope: its tokens, arrivals at joins, gateways that wait for their reset, and what its event sub-processes wait for. The scope itself stays. */
export function cancelScope(step: Step, scopeId: string, outcome: Outcome, except?: string): void {
  const scope = step.scope(scopeId);
  if (!scope) return;
  closeScopeWaits(step, scopeId);
  const held = step.tokenIds(scopeId).filter((tokenId) => tokenId !== except);
  cancelAll(
    step,
    held.map((tokenId) => ({ scopeId, tokenId })),
    outcome,
  );
  if (scope.joins) delete step.edit(scopeId).joins;
  if (scope.complex) delete step.edit(scopeId).complex;
}

const holdsMore = (step: Step, tokenId: string): boolean => {
  const scope = step.scope(tokenId);
  return scope !== undefined && (scope.loop !== undefined || step.hasTokens(tokenId));
};

function cancelAll(step: Step, top: readonly Held[], outcome: Outcome): void {
  const found: Held[] = [...top];
  step.requireBelow(top.map(({ tokenId }) => tokenId).filter((id) => holdsMore(step, id)));
  // Grows while it is walked: what a token holds stands in the scope that has the token's id.
  for (const { tokenId } of found) for (const inner of step.tokenIds(tokenId)) found.push({ scopeId: tokenId, tokenId: inner });
  for (let i = found.length - 1; i >= 0; i--) {
    const { scopeId, tokenId } = found[i]!;
    const token = step.token(scopeId, tokenId);
    if (!token) continue;
    closeScopeWaits(step, tokenId);
    closeTokenWaits(step, scopeId, tokenId);
    if (token.child !== undefined && token.phase === undefined)
      step.deliver({ type: 'cancelCalled', childInstanceId: token.child });
    if (token.phase !== 'before' && !token.undoes)
      step.record({
        kind: 'activityEnded',
        tokenId,
        scopeId,
        elementId: token.element,
        outcome: i < top.length ? outcome : 'terminated',
      });
    removeToken(step, scopeId, tokenId);
  }
}
