import { armEvent } from '../flow/arm.ts';
import { definitionsOf } from '../compile/definitions-of.ts';
import type { Behaviour } from '../state/step.ts';

/** Waits for any of its events, or for all of them when it is parallel multiple. The target of a link has been reached. */
export const catchEvent: Behaviour = {
  enter(step, at) {
    if (step.token(at.scopeId, at.tokenId)?.occurred) return 'done';
    if (definitionsOf(at.node).some(({ type }) => type === 'link')) return 'done';
    armEvent(step, at, at.node);
    return 'wait';
  },
};
