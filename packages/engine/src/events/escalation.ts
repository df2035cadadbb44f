import { throwEscalation } from '../flow/throw-escalation.ts';
import type { EventKind } from '../state/step.ts';

/** Caught by whoever `findCatcher` finds, never armed. */
export const escalation: EventKind<'escalation'> = {
  throw(step, at, definition) {
    throwEscalation(step, at, definition.code ?? '', false);
    return step.token(at.scopeId, at.tokenId) ? 'done' : 'gone';
  },
};
