import { cancelScope } from '../flow/cancel.ts';
import { takeCompletedInside } from '../flow/compensation/completed-inside.ts';
import { cancelBoundaryOf, transactionAround } from '../flow/compensation/leave-transaction.ts';
import { Halt } from '../state/halt.ts';
import type { EventKind, Place, Step } from '../state/step.ts';
import { closeTokenWaits } from '../state/waits.ts';

/**
 * Cancels the transaction that it ends: what is active is terminated, what has completed is compensated in reverse order, then
 * the transaction's cancel boundary event takes over (BPMN 2.0.2, 10.3.5 and 10.5.6). Of a multi-instance transaction all
 * instances are cancelled. Never armed.
 */
export const cancel: EventKind<'cancel'> = {
  check(step, at) {
    const transaction = transactionAround(step, at);
    if (!cancelBoundaryOf(transaction))
      throw new Halt(
        'cancelNotCaught',
        `${at.node.id}: the transaction ${transaction.node.id} has no cancel boundary event, so nothing says how to go on after it is cancelled`,
      );
  },
  throw(step, at, definition) {
    cancel.check!(step, at, definition);
    const transaction = transactionAround(step, at);
    // Its other boundary events do not hear what happens while it is undone.
    closeTokenWaits(step, transaction.scopeId, transaction.tokenId);
    const isMulti = transaction.tokenId !== at.scopeId;
    const others = isMulti ? emptyScope(step, transaction.tokenId, at.scopeId) : [];
    const undo = [...others, ...emptyScope(step, at.scopeId, at.tokenId)];
    step.edit(at.scopeId).interrupted = true;
    if (isMulti) stopRounds(step, transaction);
    step.setToken(at.scopeId, at.tokenId, { ...step.token(at.scopeId, at.tokenId)!, undo });
    step.do('compensate', at.scopeId, at.tokenId);
    return 'wait';
  },
};

/** Terminates what is active in a scope. Gives what has completed there, to be undone. */
function emptyScope(step: Step, scopeId: string, except: string) {
  const completed = takeCompletedInside(step, scopeId, except);
  cancelScope(step, scopeId, 'terminated', except);
  return completed.map((entry) => ({ ...entry, scope: scopeId }));
}

/** No further instance begins. */
function stopRounds(step: Step, { tokenId }: Place): void {
  const { loop } = step.scope(tokenId)!;
  if (loop) step.edit(tokenId).loop = { ...loop, total: loop.started };
}
