import type { Tables } from '../state/step.ts';
import { cancel } from './cancel.ts';
import { compensation } from './compensation.ts';
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
  compensation,
  cancel,
  link,
  terminate,
};
