import type { CompiledNode } from '../compile/compiled-process.ts';
import type { ScopeState, TokenState } from '../snapshot.ts';
import { openWait } from '../state/waits.ts';
import type { Step } from '../state/step.ts';

/** Puts a token before an element: it is entered in its turn, or after its `asyncBefore` job. Gives the token's id. */
export function placeToken(
  step: Step,
  scopeId: string,
  node: CompiledNode,
  more?: Pick<TokenState, 'loopIndex' | 'start' | 'occurred'>,
): string {
  const tokenId = step.newId();
  step.setToken(scopeId, tokenId, { element: node.id, phase: 'before', ...more });
  if (node.model.asyncBefore && more?.loopIndex === undefined) openContinueJob(step, scopeId, tokenId, node.id);
  else step.do('enter', scopeId, tokenId);
  return tokenId;
}

export function openContinueJob(step: Step, scopeId: string, tokenId: string, elementId: string): void {
  const jobId = step.newId();
  openWait(step, { scopeId, tokenId }, jobId, { kind: 'continue' });
  step.record({ kind: 'jobCreated', jobId, tokenId, scopeId, elementId, jobType: 'continue', priority: 0 });
}

/** Takes a token away, with the scope that it opened. */
export function removeToken(step: Step, scopeId: string, tokenId: string): void {
  const scope = step.edit(scopeId);
  if (scope.tokens) delete scope.tokens[tokenId];
  step.removeScope(tokenId);
}

export const hasTokens = (scope: ScopeState): boolean => {
  for (const _id in scope.tokens) return true;
  return false;
};
