import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { scheduleTimer } from '../events/timer.ts';
import { eventOccurred } from '../flow/event-occurred.ts';
import { keepsListening } from '../flow/keeps-listening.ts';
import type { Step } from '../state/step.ts';
import { findWait, placeOf, removeWait } from '../state/waits.ts';
import { nextCycle } from '../time/cycle.ts';
import type { TriggerOf } from '../trigger.ts';

/** Whether it is really due is the server's to check, with the database's clock. */
export function timerDue(step: Step, { timerId, place: given }: TriggerOf<'timerDue'>): Rejection | undefined {
  const found = findWait(step, timerId, ['timer'], given);
  if (!found) return rejected('timer-not-scheduled', `Timer ${timerId} is not scheduled any more.`, { timerId });
  const place = placeOf(step, found, found.wait);
  step.record({ kind: 'timerFired', timerId, ...place });
  removeWait(step, found);
  if (found.wait.cycle !== undefined && keepsListening(step, found)) {
    const next = nextCycle(found.wait.cycle, step.environment.now, step.environment.calendar);
    const own = found.wait.definition === undefined ? {} : { definition: found.wait.definition };
    if (next) scheduleTimer(step, found, { id: place.elementId, ...own }, next);
  }
  eventOccurred(step, found);
  return undefined;
}
