import { awaitMessage } from '../events/message.ts';
import { armEvent } from '../flow/arm.ts';
import { takeWay } from '../flow/take-way.ts';
import type { Behaviour } from '../state/step.ts';
import { closeTokenWaits } from '../state/waits.ts';

/** Waits for the events of all its targets at once; the first to occur decides. One that started the instance knows it already. */
export const eventBasedGateway: Behaviour = {
  enter(step, at) {
    const { start } = step.token(at.scopeId, at.tokenId)!;
    if (start !== undefined) {
      takeWay(step, at, step.node(start));
      return 'gone';
    }
    try {
      for (const { target } of at.node.outgoing) {
        if (target.model.type !== 'receiveTask') armEvent(step, at, target);
        else if (target.model.message) awaitMessage(step, at, target, target.model.message);
      }
    } catch (error) {
      // Nothing stays open beside the incident: a retry opens all of them.
      closeTokenWaits(step, at.scopeId, at.tokenId);
      throw error;
    }
    return 'wait';
  },
};
