import type { Step } from '../state/step.ts';
import { isEmpty } from '../own-key.ts';
import { closeScopeWaits } from '../state/waits.ts';
import { endInstance } from './end-instance.ts';
import { insideOf } from './event-sub-process.ts';

/** Ends a scope that holds nothing any more: the process instance, or the sub-process whose activity then completes. */
export function settleScope(step: Step, scopeId: string, endElementId?: string): void {
  const scope = step.scope(scopeId);
  if (!scope || scope.loop || step.hasTokens(scopeId)) return;
  const adHoc = insideOf(step, scopeId)?.adHoc;
  if (adHoc && !scope.interrupted) {
    // People may start more in it, unless the model named what is to be done.
    if (!scope.closing && (adHoc.completionCondition || !adHoc.activeElements)) return;
    step.edit(scopeId).closing = true;
  } else if (!isEmpty(scope.joins) || !isEmpty(scope.complex)) return;
  closeScopeWaits(step, scopeId);
  if (scope.parent === undefined) endInstance(step, 'completed', endElementId === undefined ? {} : { endElementId });
  else step.do('complete', scope.parent, scopeId);
}
