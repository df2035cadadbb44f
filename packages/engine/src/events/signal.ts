import { Halt } from '../state/halt.ts';
import { evaluateText } from '../state/evaluate.ts';
import type { Definition, EventKind, Place, Step } from '../state/step.ts';
import { bytesOf } from '../state/variables.ts';
import { payloadAt, payloadOf } from './message.ts';
import { openSubscription, waitingElement } from './subscription.ts';

export const signal: EventKind<'signal'> = {
  arm(step, owner, element, definition) {
    const name = evaluateText(step, { scopeId: owner.scopeId, tokenId: owner.tokenId ?? owner.scopeId }, definition.name);
    if (name === undefined) throw new Halt('expressionFailed', `${element.id}: the name of the signal is empty`);
    openSubscription(step, owner, waitingElement(element, definition), 'signal', name);
  },
  check(step, at, definition) {
    signalDelivery(step, at, definition);
  },
  throw(step, at, definition) {
    const delivery = signalDelivery(step, at, definition);
    step.deliver(delivery, bytesOf(delivery.variables));
    return 'done';
  },
};

/** A signal that is to be thrown. Throws Halt or ExpressionError. */
export function signalDelivery(step: Step, at: Place, definition: Definition<'signal'>) {
  const signalName = evaluateText(step, at, definition.name);
  if (signalName === undefined) throw new Halt('expressionFailed', `${at.node.id}: the name of the signal is empty`);
  const { variables, types } = payloadAt(step, at, payloadOf(at));
  return {
    type: 'signal' as const,
    signalName,
    variables,
    ...(Object.keys(types).length > 0 && { types }),
    tokenId: at.tokenId,
    scopeId: at.scopeId,
    elementId: at.node.id,
  };
}
