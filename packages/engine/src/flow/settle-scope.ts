import type { Step } from '../state/step.ts';
import { isEmpty } from '../own-key.ts';
import { closeScopeWaits } from '../state/waits.ts';
import { endInstance } from './end-instance.ts';
import { hasTokens } from './place-token.ts';

/** Ends a scope that holds nothing any more: the process instance, or the sub-process whose activity then completes. */
export function settleScope(step: Step, scopeId: string, endElementId?: string): void {
  const scope = step.scope(scopeId);
  if (!scope || scope.loop || hasTokens(scope) || !isEmpty(scope.joins)) return;
  closeScopeWaits(step, scopeId);
  if (scope.parent === undefined) endInstance(step, 'completed', endElementId === undefined ? {} : { endElementId });
  else step.do('complete', scope.parent, scopeId);
}
