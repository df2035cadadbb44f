import type { CompensationEntry } from '../../snapshot.ts';
import type { Step } from '../../state/step.ts';
import { addEntries, takeAll } from './keep.ts';

/**
 * Takes all that has completed in a scope, also what completed inside of activities that are still active there: cancellation
 * undoes that too (BPMN 2.0.2, 10.7). What a compensation under way has not reached yet belongs to it.
 * @returns in order of completion; the active ones count as the last
 */
export function takeCompletedInside(step: Step, scopeId: string, except: string): readonly CompensationEntry[] {
  const found = tokensIn(step, scopeId, except);
  // Grows while it is walked: what a token holds stands in the scope that has the token's id.
  for (const { tokenId } of found) found.push(...tokensIn(step, tokenId));
  for (const { holderId, tokenId } of found.reverse()) {
    const { undo, ...token } = step.token(holderId, tokenId)!;
    if (undo) {
      step.setToken(holderId, tokenId, { ...token, undo: [] });
      for (const { scope, ...entry } of undo) if (step.scope(scope)) addEntries(step, scope, [entry]);
    }
    const compensations = takeAll(step, tokenId);
    if (compensations.length === 0) continue;
    const { loop, variables } = step.scope(tokenId)!;
    const whole = { element: token.element, token: tokenId, terminated: true as const, ...(variables && { variables }) };
    addEntries(step, holderId, loop ? compensations : [{ ...whole, compensations }]);
  }
  return takeAll(step, scopeId);
}

const tokensIn = (step: Step, holderId: string, except?: string) =>
  step
    .tokenIds(holderId)
    .filter((tokenId) => tokenId !== except)
    .map((tokenId) => ({ holderId, tokenId }));
