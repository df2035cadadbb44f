import { throwError } from '../flow/throw-error.ts';
import type { EventKind } from '../state/step.ts';

/** Caught by whoever `findCatcher` finds, never armed. */
export const error: EventKind<'error'> = {
  throw(step, at, definition) {
    throwError(step, at, { code: definition.code ?? '' }, false);
    return 'gone';
  },
};
