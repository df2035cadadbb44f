import type { SubProcess } from '@gaita/bpmn';
import { ExpressionError } from '@gaita/expressions';
import type { CompiledNode } from '../compile/compiled-process.ts';
import { isEnabled, isListener } from '../flow/ad-hoc.ts';
import { armBeside } from '../flow/arm.ts';
import { armEventSubProcesses } from '../flow/event-sub-process.ts';
import { placeToken } from '../flow/place-token.ts';
import { settleScope } from '../flow/settle-scope.ts';
import { evaluateNames, where } from '../state/evaluate.ts';
import type { Behaviour, Place, Step } from '../state/step.ts';

/**
 * Opens its scope and starts what the model names; the rest waits for people (trigger `startAdHocActivity`). Flows inside are
 * followed as everywhere. It completes when its condition holds after an activity, when a person says so (`completeAdHoc`), or when
 * all is done that the model named (BPMN 2.0.2, 13.3.5).
 */
export const adHocSubProcess: Behaviour<SubProcess> = {
  enter(step, at) {
    const first = firstOf(step, at);
    const inner = at.node.inner!;
    if (!step.scope(at.tokenId)) step.addScope(at.tokenId, { parent: at.scopeId, element: at.node.id });
    for (const node of first) placeToken(step, at.tokenId, node);
    armEventSubProcesses(step, at.tokenId, inner);
    for (const node of inner.nodes) if (isListener(node)) armBeside(step, { scopeId: at.tokenId }, node);
    if (first.length === 0) settleScope(step, at.tokenId);
    return 'wait';
  },
};

function firstOf(step: Step, at: Place<SubProcess>): CompiledNode[] {
  const expression = at.node.model.adHoc?.activeElements;
  if (!expression) return [];
  return evaluateNames(step, at, [expression]).map((id) => {
    const node = at.node.inner!.nodes.find((inner) => inner.id === id);
    if (node && isEnabled(node)) return node;
    throw new ExpressionError(`${where(expression)}: "${id}" is no activity of ${at.node.id} that can be started`);
  });
}
