import type { Behaviour } from '../state/step.ts';
import { armEvent } from '../flow/arm.ts';
import { awaitMessage } from '../events/message.ts';

/** The first flow whose condition holds, in the model's order. */
export const exclusiveGateway: Behaviour = { enter: () => 'done', flows: 'first' };

/** All flows; conditions do not count. Joining happens before it is entered. */
export const parallelGateway: Behaviour = { enter: () => 'done', flows: 'all' };

/** All flows whose condition holds, else the default. */
export const inclusiveGateway: Behaviour = { enter: () => 'done', flows: 'matching' };

/** Waits for the events of all its targets at once; the first to occur decides. */
export const eventBasedGateway: Behaviour = {
  enter(step, at) {
    for (const { target } of at.node.outgoing) {
      if (target.model.type === 'receiveTask') {
        if (target.model.message) awaitMessage(step, at, target.id, target.model.message);
      } else armEvent(step, at, target);
    }
    return 'wait';
  },
};
