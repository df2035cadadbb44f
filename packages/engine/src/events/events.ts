import type { Tables } from '../state/step.ts';
import { conditional } from './conditional.ts';
import { error } from './error.ts';
import { escalation } from './escalation.ts';
import { link } from './link.ts';
import { message } from './message.ts';
import { signal } from './signal.ts';
import { terminate } from './terminate.ts';
import { timer } from './timer.ts';

/** Event definitions that the kernel runs; `compile` refuses the others. */
export const events: Tables['events'] = {
  timer,
  message,
  signal,
  conditional,
  error,
  escalation,
  link,
  terminate,
};
