import { compensationSubProcessOf, hasDefinition } from '../../compile/compensation.ts';
import type { EventSubProcess } from '../../compile/compiled-process.ts';
import type { TokenState } from '../../snapshot.ts';
import type { Place, Step } from '../../state/step.ts';
import { completeToken } from '../live.ts';
import { placeToken, removeToken } from '../place-token.ts';
import { settleScope } from '../settle-scope.ts';
import { forgetCalled } from './forget-called.ts';
import { leaveTransaction } from './leave-transaction.ts';
import type { ToUndo } from './visible-entries.ts';

/**
 * Work item `compensate`: the token goes on with the activity that completed last of those that it is still to compensate; when there
 * is none left, it has done its work.
 */
export function compensateNext(step: Step, at: Place): void {
  const { undo, ...token } = step.token(at.scopeId, at.tokenId)!;
  const next = undo?.at(-1);
  if (!next) {
    step.setToken(at.scopeId, at.tokenId, token);
    if (token.undoes) endSilently(step, at);
    else if (hasDefinition(at.node, 'cancel')) leaveTransaction(step, at);
    else completeToken(step, at);
    return;
  }
  step.setToken(at.scopeId, at.tokenId, { ...token, undo: undo!.slice(0, -1) });
  step.require([next.scope]);
  if (step.scope(next.scope)) start(step, next, { scope: at.scopeId, token: at.tokenId });
  else {
    forgetCalled(step, [next]);
    step.do('compensate', at.scopeId, at.tokenId);
  }
}

/** A token without an activity instance of its own has nothing left to do; one that compensates is left alone until it has done so. */
export function endSilently(step: Step, at: Place): void {
  if (step.token(at.scopeId, at.tokenId)?.undo) return;
  removeToken(step, at.scopeId, at.tokenId);
  settleScope(step, at.scopeId);
}

/** Begins one compensation; when that ends, whoever asked goes on. */
function start(step: Step, next: ToUndo, compensates: NonNullable<TokenState['compensates']>): void {
  const { element, token: tokenId, scope: scopeId } = next;
  if (tokenId === step.instanceId) {
    const own = compensationSubProcessOf(step.process.root)!;
    report(step, next, own.node.id);
    placeToken(step, scopeId, own.node, { start: own.start.id, compensates });
    return;
  }
  const node = step.node(element);
  const handler = next.terminated ? undefined : node.compensationHandler;
  const own = next.terminated || !node.inner ? undefined : compensationSubProcessOf(node.inner);
  report(step, next, handler?.id ?? own?.node.id);
  if (handler) {
    const handlerId = placeToken(step, scopeId, handler, { compensates });
    if (next.variables) step.addScope(handlerId, { parent: scopeId, element: handler.id, variables: next.variables });
  } else if (next.child !== undefined) {
    step.setToken(scopeId, tokenId, { element, compensates, undoes: true, child: next.child });
    step.deliver({ type: 'compensateCalled', childInstanceId: next.child });
  } else restore(step, next, compensates, own);
}

/** Brings a completed sub-process back, with its data, for what undoes it inside. */
function restore(step: Step, next: ToUndo, compensates: TokenState['compensates'], own: EventSubProcess | undefined): void {
  const { element, token: tokenId, scope: scopeId, variables, compensations = [] } = next;
  const undo = own ? undefined : compensations.map((entry) => ({ ...entry, scope: tokenId }));
  step.setToken(scopeId, tokenId, { element, undoes: true, ...(compensates && { compensates }), ...(undo && { undo }) });
  step.addScope(tokenId, {
    parent: scopeId,
    element,
    // Its event sub-processes do not listen any more.
    interrupted: true,
    ...(variables && { variables }),
    ...(own && compensations.length > 0 && { compensations }),
  });
  if (own) placeToken(step, tokenId, own.node, { start: own.start.id });
  else step.do('compensate', scopeId, tokenId);
}

const report = (
  step: Step,
  { token: tokenId, scope: scopeId, element: elementId }: ToUndo,
  handlerId: string | undefined,
): void =>
  step.record({ kind: 'compensationTriggered', tokenId, scopeId, elementId, ...(handlerId !== undefined && { handlerId }) });
