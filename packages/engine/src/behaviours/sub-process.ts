import type { SubProcess } from '@gaita/bpmn';
import { armEventSubProcesses } from '../flow/event-sub-process.ts';
import { placeToken } from '../flow/place-token.ts';
import { settleScope } from '../flow/settle-scope.ts';
import type { Behaviour } from '../state/step.ts';

/** Opens its scope and starts inside; completes when nothing is left in there. */
export const subProcess: Behaviour<SubProcess> = {
  enter(step, at) {
    const inner = at.node.inner!;
    if (!step.scope(at.tokenId)) step.addScope(at.tokenId, { parent: at.scopeId, element: at.node.id });
    const startId = step.token(at.scopeId, at.tokenId)?.start;
    const starts = startId === undefined ? inner.starts : [step.node(startId)];
    for (const start of starts) placeToken(step, at.tokenId, start);
    armEventSubProcesses(step, at.tokenId, inner);
    if (starts.length === 0) settleScope(step, at.tokenId);
    return 'wait';
  },
};
