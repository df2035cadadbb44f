import { armEvent } from '../flow/arm.ts';
import type { Behaviour } from '../state/step.ts';

/** Waits for any of its events. */
export const catchEvent: Behaviour = {
  enter(step, at) {
    if (step.token(at.scopeId, at.tokenId)?.occurred) return 'done';
    armEvent(step, at, at.node);
    return 'wait';
  },
};
