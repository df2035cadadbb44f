import type { MessageModel, VariableMapping } from '@gaita/bpmn';
import { Halt } from '../state/halt.ts';
import { evaluateText, lookupAt } from '../state/evaluate.ts';
import { mapPayload } from '../state/mappings.ts';
import type { EventKind, Place, Step, WaitOwner } from '../state/step.ts';
import { bytesOf, scopeSeenBy } from '../state/variables.ts';
import { seenFrom } from '../state/visible-variables.ts';
import { openSubscription } from './subscription.ts';

export const message: EventKind<'message'> = {
  arm(step, owner, element, definition) {
    awaitMessage(step, owner, element.id, definition.message);
  },
  throw(step, at, definition) {
    const { model } = at.node;
    sendMessage(step, at, definition.message, 'payload' in model ? model.payload : []);
    return 'done';
  },
};

/** Opens a subscription for a message. Throws Halt or ExpressionError. */
export function awaitMessage(step: Step, owner: WaitOwner, elementId: string, model: MessageModel): void {
  const at = { scopeId: owner.scopeId, tokenId: owner.tokenId ?? owner.scopeId };
  const name = evaluateText(step, at, model.name);
  if (name === undefined) throw new Halt('expressionFailed', `${elementId}: the name of the message is empty`);
  openSubscription(step, owner, elementId, 'message', name, evaluateText(step, at, model.correlationKey));
}

/** Sends a message to whoever waits for it. */
export function sendMessage(step: Step, at: Place, model: MessageModel, payload: readonly VariableMapping[]): void {
  const messageName = evaluateText(step, at, model.name);
  if (messageName === undefined) throw new Halt('expressionFailed', `${at.node.id}: the name of the message is empty`);
  const businessKey = evaluateText(step, at, model.businessKey);
  const correlationKey = evaluateText(step, at, model.correlationKey);
  const { variables, types } = payloadAt(step, at, payload);
  step.deliver(
    {
      type: 'message',
      messageName,
      ...(businessKey !== undefined && { businessKey }),
      ...(correlationKey !== undefined && { correlationKey }),
      variables,
      ...(Object.keys(types).length > 0 && { types }),
      ...(model.timeToLive !== undefined && { timeToLive: model.timeToLive }),
      tokenId: at.tokenId,
      scopeId: at.scopeId,
      elementId: at.node.id,
    },
    bytesOf(variables),
  );
}

/** What mappings take from the variables seen at a place. */
export function payloadAt(step: Step, at: Place, mappings: readonly VariableMapping[]) {
  const from = scopeSeenBy(step, at);
  return mapPayload(step, mappings, {
    lookup: lookupAt(step, from),
    all: () => seenFrom((id) => step.scope(id), from),
  });
}
