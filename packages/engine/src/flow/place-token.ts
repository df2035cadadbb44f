import type { CompiledNode } from '../compile/compiled-process.ts';
import type { TokenState } from '../snapshot.ts';
import { openWait } from '../state/waits.ts';
import type { Step } from '../state/step.ts';
import { forgetCalled } from './compensation/forget-called.ts';

/**
 * Puts a token before an element, which it enters in its turn, or after its `asyncBefore` job; in a sequential ad-hoc sub-process when
 * no other activity runs (`releaseHeld`). Gives the token's id.
 */
export function placeToken(
  step: Step,
  scopeId: string,
  node: CompiledNode,
  more?: Pick<TokenState, 'loopIndex' | 'start' | 'occurred' | 'compensates' | 'reset'>,
): string {
  const tokenId = step.newId();
  // The instances of a multi-instance activity stand in its body, not in the ad-hoc sub-process.
  const isHeld = node.scope.adHoc?.sequential && more?.loopIndex === undefined && isActivity(node) && isBusy(step, scopeId);
  step.setToken(scopeId, tokenId, { element: node.id, phase: 'before', ...more, ...(isHeld && { held: true }) });
  if (!isHeld) letEnter(step, scopeId, tokenId, node, more?.loopIndex);
  return tokenId;
}

/** The token before an element is entered in its turn, or after its `asyncBefore` job. */
export function letEnter(step: Step, scopeId: string, tokenId: string, node: CompiledNode, loopIndex?: number): void {
  if (isAsync(node, 'asyncBefore', loopIndex)) openContinueJob(step, scopeId, tokenId, node.id);
  else step.do('enter', scopeId, tokenId);
}

/** Whether a job comes before or after: an instance of a multi-instance activity has its own word for it. */
export function isAsync({ model }: CompiledNode, when: 'asyncBefore' | 'asyncAfter', loopIndex: number | undefined): boolean {
  if (loopIndex === undefined) return model[when];
  return 'multiInstance' in model && model.multiInstance?.[when] === true;
}

/** Work of a scope, unlike events, gateways and what events start. */
export const isActivity = ({ model }: CompiledNode): boolean =>
  'isForCompensation' in model && !model.isForCompensation && !('triggeredByEvent' in model && model.triggeredByEvent);

/** Whether an activity of this scope runs or is about to. */
export function isBusy(step: Step, scopeId: string): boolean {
  for (const [, { held, element }] of step.tokensIn(scopeId)) if (!held && isActivity(step.node(element))) return true;
  return false;
}

export function openContinueJob(step: Step, scopeId: string, tokenId: string, elementId: string): void {
  const jobId = step.newId();
  openWait(step, { scopeId, tokenId }, jobId, { kind: 'continue' });
  step.record({ kind: 'jobCreated', jobId, tokenId, scopeId, elementId, jobType: 'continue', priority: 0 });
}

/** Takes a token away, with the scope that it opened. What waited to be compensated with it is forgotten. */
export function removeToken(step: Step, scopeId: string, tokenId: string): void {
  const token = step.token(scopeId, tokenId);
  const inside = step.scope(tokenId);
  if (inside?.compensations) forgetCalled(step, inside.compensations);
  step.deleteToken(scopeId, tokenId);
  // the output that an item leaves is kept until its body ends
  if (!inside?.outputs || inside.loop) step.removeScope(tokenId);
  if (!token) return;
  if (token.undo) forgetCalled(step, token.undo);
  if (token.keeps !== undefined) step.deliver({ type: 'forgetCalled', childInstanceId: token.keeps });
  // Ended or cancelled: whoever compensates goes on with the next.
  const { compensates } = token;
  if (!compensates) return;
  step.requirePlace({ scopeId: compensates.scope, tokenId: compensates.token });
  step.do('compensate', compensates.scope, compensates.token);
}
