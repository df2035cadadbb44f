import { cancelScope } from '../flow/cancel.ts';
import type { EventKind } from '../state/step.ts';

/** Ends all other work of its own scope; the scope then completes as usual (BPMN 2.0.2, 13.5.6). */
export const terminate: EventKind<'terminate'> = {
  throw(step, at) {
    cancelScope(step, at.scopeId, 'terminated', at.tokenId);
    return 'done';
  },
};
