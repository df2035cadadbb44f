import { evaluate } from '../state/evaluate.ts';
import { throwError } from '../flow/throw-error.ts';
import type { EventKind } from '../state/step.ts';

/** Caught by whoever `findCatcher` finds, never armed. */
export const error: EventKind<'error'> = {
  throw(step, at, definition) {
    const message = definition.message && evaluate(step, at, definition.message);
    const said =
      message === undefined || message === null
        ? {}
        : { message: typeof message === 'string' ? message : JSON.stringify(message) };
    throwError(step, at, { code: definition.code ?? '', ...said }, false);
    return 'gone';
  },
};
