import { awaitMessage } from '../events/message.ts';
import { armEvent } from '../flow/arm.ts';
import type { Behaviour } from '../state/step.ts';

/** Waits for the events of all its targets at once; the first to occur decides. */
export const eventBasedGateway: Behaviour = {
  enter(step, at) {
    for (const { target } of at.node.outgoing) {
      if (target.model.type !== 'receiveTask') armEvent(step, at, target);
      else if (target.model.message) awaitMessage(step, at, target.id, target.model.message);
    }
    return 'wait';
  },
};
