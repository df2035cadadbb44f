import { Halt } from '../state/halt.ts';
import { evaluateText } from '../state/evaluate.ts';
import type { EventKind } from '../state/step.ts';
import { bytesOf } from '../state/variables.ts';
import { payloadAt } from './message.ts';
import { openSubscription } from './subscription.ts';

export const signal: EventKind<'signal'> = {
  arm(step, owner, element, definition) {
    const name = evaluateText(step, { scopeId: owner.scopeId, tokenId: owner.tokenId ?? owner.scopeId }, definition.name);
    if (name === undefined) throw new Halt('expressionFailed', `${element.id}: the name of the signal is empty`);
    openSubscription(step, owner, element.id, 'signal', name);
  },
  throw(step, at, definition) {
    const signalName = evaluateText(step, at, definition.name);
    if (signalName === undefined) throw new Halt('expressionFailed', `${at.node.id}: the name of the signal is empty`);
    const { variables, types } = payloadAt(step, at, 'payload' in at.node.model ? at.node.model.payload : []);
    step.deliver(
      {
        type: 'signal',
        signalName,
        variables,
        ...(Object.keys(types).length > 0 && { types }),
        tokenId: at.tokenId,
        scopeId: at.scopeId,
        elementId: at.node.id,
      },
      bytesOf(variables),
    );
    return 'done';
  },
};
