import type { AdHoc } from '@gaita/bpmn';
import type { CompiledNode, CompiledProcess } from '../compile/compiled-process.ts';
import type { Snapshot } from '../snapshot.ts';
import { evaluateCondition, lookupAt } from '../state/evaluate.ts';
import { scopesHolding } from '../state/scopes-holding.ts';
import type { Place, Step } from '../state/step.ts';
import { tokenAt } from '../state/token-at.ts';
import { closeScopeWaits } from '../state/waits.ts';
import { cancelScope, cancelToken } from './cancel.ts';
import { insideOf } from './event-sub-process.ts';
import { isActivity, isBusy, letEnter } from './place-token.ts';
import { settleScope } from './settle-scope.ts';

/** An ad-hoc sub-process that runs. */
export interface AdHocPart {
  /** Its activity instance. */
  readonly tokenId: string;
  readonly elementId: string;
  /** Ids of the activities that a person may start now (BPMN 2.0.2, 13.3.5: no flow leads to them). */
  readonly enabled: readonly string[];
  /** A person says when it is done: it has no completion condition. */
  readonly mayComplete: boolean;
}

/** The ad-hoc sub-processes of an instance that people can go on with. */
export function adHocParts(process: CompiledProcess, snapshot: Snapshot): AdHocPart[] {
  if (!process.types.has('adHocSubProcess')) return [];
  return Object.entries(snapshot.scopes).flatMap(([tokenId, scope]): AdHocPart[] => {
    const inner = scope.loop ? undefined : process.nodes.get(scope.element)?.inner;
    const token = scope.parent === undefined ? undefined : tokenAt(snapshot.scopes, scope.parent, tokenId);
    if (!inner?.adHoc || scope.closing || scope.interrupted || !token || token.phase !== undefined) return [];
    const tokens = Object.values(scope.tokens ?? {});
    const runs = tokens.some(({ element, held }) => !held && isActivity(process.nodes.get(element)!));
    const enabled = inner.adHoc.sequential && runs ? [] : inner.nodes.filter(isEnabled).map(({ id }) => id);
    return [{ tokenId, elementId: scope.element, enabled, mayComplete: !inner.adHoc.completionCondition }];
  });
}

/** A person may start it: an activity to which no flow leads. */
export const isEnabled = (node: CompiledNode): boolean => node.incoming.length === 0 && isActivity(node);

/** Catching events without incoming flow occur as often as they like while the sub-process runs. */
export const isListener = (node: CompiledNode): boolean =>
  node.model.type === 'intermediateCatchEvent' &&
  node.incoming.length === 0 &&
  node.scope.adHoc !== undefined &&
  !node.model.definitions.some(({ type }) => type === 'link');

/** Whether nothing follows this token in its ad-hoc sub-process, because that ends with it or is over. Throws ExpressionError. */
export function endsAdHoc(step: Step, at: Place, { completionCondition }: AdHoc): boolean {
  const scope = step.scope(at.scopeId);
  // What an event sub-process does that has taken over, or what undoes the whole, goes its own way.
  if (scope?.interrupted) return false;
  if (scope?.closing) return true;
  if (!completionCondition || !isActivity(at.node)) return false;
  return evaluateCondition(step, completionCondition, lookupAt(step, at.scopeId));
}

/** Nothing starts any more; what runs is cancelled or waited for, as the model says. Then the sub-process completes. */
export function closeAdHoc(step: Step, scopeId: string, { cancelRemaining }: AdHoc): void {
  step.edit(scopeId).closing = true;
  if (cancelRemaining) cancelScope(step, scopeId, 'terminated');
  else {
    closeScopeWaits(step, scopeId);
    const scope = step.edit(scopeId);
    delete scope.joins;
    delete scope.complex;
    for (const [tokenId, { element, phase, undo, compensates }] of [...step.tokensIn(scopeId)])
      if (!undo && !compensates && (phase === 'before' || !('isForCompensation' in step.node(element).model)))
        cancelToken(step, scopeId, tokenId, 'terminated');
  }
  settleScope(step, scopeId);
}

/** Lets the next activity of a sequential ad-hoc sub-process enter when none runs. Called when no other token can move. */
export function releaseHeld(step: Step): boolean {
  if (!step.process.types.has('adHocSubProcess')) return false;
  for (const scopeId of step.looksEverywhere ? scopesHolding(step, ({ inner }) => !!inner?.adHoc) : step.touched) {
    if (!insideOf(step, scopeId)?.adHoc?.sequential || isBusy(step, scopeId)) continue;
    for (const [tokenId, { held, ...token }] of step.tokensIn(scopeId)) {
      if (!held) continue;
      step.setToken(scopeId, tokenId, token);
      letEnter(step, scopeId, tokenId, step.node(token.element));
      return true;
    }
  }
  return false;
}
