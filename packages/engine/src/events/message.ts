import type { MessageModel, MessageTarget, VariableMapping } from '@gaita/bpmn';
import type { Delivery } from '@gaita/contracts';
import { keepKeys } from '../correlation/keep-keys.ts';
import { Halt } from '../state/halt.ts';
import { evaluateText, lookupAt } from '../state/evaluate.ts';
import { mapPayload } from '../state/mappings.ts';
import type { EventKind, Place, Step, WaitOwner } from '../state/step.ts';
import { bytesOf, scopeSeenBy } from '../state/variables.ts';
import { seenFrom } from '../state/visible-variables.ts';
import type { WaitingElement } from './subscription.ts';
import { openSubscription, waitingElement } from './subscription.ts';

export const message: EventKind<'message'> = {
  arm(step, owner, element, definition) {
    awaitMessage(step, owner, waitingElement(element, definition), definition.message);
  },
  check(step, at, definition) {
    messageAt(step, at, definition.message, payloadOf(at));
  },
  throw(step, at, definition) {
    sendMessage(step, at, definition.message, payloadOf(at));
    return 'done';
  },
};

/** Opens a subscription for a message. Throws Halt or ExpressionError. */
export function awaitMessage(step: Step, owner: WaitOwner, element: WaitingElement, model: MessageModel): void {
  const at = { scopeId: owner.scopeId, tokenId: owner.tokenId ?? owner.scopeId };
  const name = evaluateText(step, at, model.name);
  if (name === undefined) throw new Halt('expressionFailed', `${element.id}: the name of the message is empty`);
  openSubscription(step, owner, element, 'message', name, evaluateText(step, at, model.correlationKey));
}

/** Sends a message to whoever waits for it, or along its message flows, one each. */
export function sendMessage(step: Step, at: Place, model: MessageModel, payload: readonly VariableMapping[]): void {
  for (const each of messagesAt(step, at, model, payload)) {
    keepKeys(step, each.messageName, each.variables);
    step.deliver(each, bytesOf(each.variables));
  }
}

type Message = Extract<Delivery, { type: 'message' }>;

/** All are evaluated before one is sent. */
const alongFlows = (step: Step, at: Place, targets: readonly MessageTarget[], message: Message): Message[] =>
  targets.map(({ flow, process, element, name }) => ({
    ...message,
    messageName: evaluateText(step, at, name) ?? message.messageName,
    flow: {
      id: flow,
      toProcess: process,
      ...(element !== undefined && { toElement: element }),
      fromProcess: step.process.id,
      ...(step.businessKey !== undefined && { businessKey: step.businessKey }),
    },
  }));

/** What is sent: one message, or one along each of its flows. Throws Halt or ExpressionError. */
export function messagesAt(step: Step, at: Place, model: MessageModel, payload: readonly VariableMapping[]): readonly Message[] {
  const message = messageAt(step, at, model, payload);
  return model.to ? alongFlows(step, at, model.to, message) : [message];
}

/** Throws Halt or ExpressionError. */
function messageAt(step: Step, at: Place, model: MessageModel, payload: readonly VariableMapping[]): Message {
  const messageName = evaluateText(step, at, model.name);
  if (messageName === undefined) throw new Halt('expressionFailed', `${at.node.id}: the name of the message is empty`);
  const businessKey = evaluateText(step, at, model.businessKey);
  const correlationKey = evaluateText(step, at, model.correlationKey);
  const { variables, types } = payloadAt(step, at, payload);
  return {
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
  };
}

/** The payload mappings of a throwing event. */
export const payloadOf = ({ node: { model } }: Place): readonly VariableMapping[] => ('payload' in model ? model.payload : []);

/** What mappings take from the variables seen at a place. */
export function payloadAt(step: Step, at: Place, mappings: readonly VariableMapping[]) {
  const from = scopeSeenBy(step, at);
  return mapPayload(step, mappings, {
    lookup: lookupAt(step, from),
    all: () => seenFrom((id) => step.scope(id), from),
  });
}
