import type { CompensationEntry } from '../../snapshot.ts';
import type { Step } from '../../state/step.ts';
import { takeAll } from './keep.ts';

interface Held {
  readonly holderId: string;
  readonly tokenId: string;
}

/**
 * Takes all that has completed in a scope, also what completed inside of activities that are still active there: cancellation
 * undoes that too (BPMN 2.0.2, 10.7). What a compensation under way has not reached yet belongs to it.
 * @returns in order of completion; the active ones count as the last
 */
export function takeCompletedInside(step: Step, scopeId: string, except: string): readonly CompensationEntry[] {
  const found: Held[] = [];
  addTokens(step, scopeId, found, except);
  // Grows while it is walked: what a token holds stands in the scope that has the token's id.
  for (const { tokenId } of found) addTokens(step, tokenId, found);
  const completed = new Map<string, CompensationEntry[]>();
  const add = (holderId: string, entries: readonly CompensationEntry[]): void => {
    const known = completed.get(holderId);
    if (known) for (const entry of entries) known.push(entry);
    else completed.set(holderId, [...entries]);
  };
  for (const { holderId, tokenId } of found.reverse()) {
    const { undo, ...token } = step.token(holderId, tokenId)!;
    if (undo) {
      step.setToken(holderId, tokenId, { ...token, undo: [] });
      for (const { scope, ...entry } of undo) add(scope, [entry]);
    }
    const compensations = [...takeAll(step, tokenId), ...(completed.get(tokenId) ?? [])];
    if (compensations.length === 0) continue;
    const { loop, variables } = step.scope(tokenId)!;
    const whole = { element: token.element, token: tokenId, terminated: true as const, ...(variables && { variables }) };
    add(holderId, loop ? compensations : [{ ...whole, compensations }]);
  }
  return [...takeAll(step, scopeId), ...(completed.get(scopeId) ?? [])];
}

function addTokens(step: Step, holderId: string, to: Held[], except?: string): void {
  for (const tokenId of step.tokenIds(holderId)) if (tokenId !== except) to.push({ holderId, tokenId });
}
