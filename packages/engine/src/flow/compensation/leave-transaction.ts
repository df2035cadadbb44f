import { hasDefinition } from '../../compile/compensation.ts';
import type { CompiledNode } from '../../compile/compiled-process.ts';
import type { Place, Step } from '../../state/step.ts';
import { fireBoundary } from '../boundary.ts';
import { cancelToken } from '../cancel.ts';

/** What a cancelled transaction has undone is behind it: its cancel boundary event takes over. */
export function leaveTransaction(step: Step, at: Place): void {
  const host = transactionAround(step, at);
  cancelToken(step, at.scopeId, at.tokenId, 'completed');
  fireBoundary(step, host, cancelBoundaryOf(host)!, 'terminated');
}

/** The transaction in which an event stands; of a multi-instance transaction the whole. */
export function transactionAround(step: Step, at: Place): Place {
  let tokenId = at.scopeId;
  let scopeId = step.scope(tokenId)!.parent!;
  if (step.token(scopeId, tokenId)?.loopIndex !== undefined) {
    tokenId = scopeId;
    scopeId = step.scope(tokenId)!.parent!;
  }
  return step.place(scopeId, tokenId)!;
}

export const cancelBoundaryOf = ({ node }: Place): CompiledNode | undefined =>
  node.boundaries.find((event) => hasDefinition(event, 'cancel'));
