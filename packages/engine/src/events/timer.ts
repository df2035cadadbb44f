import { ExpressionError } from '@gaita/expressions';
import type { Due } from '../time/cycle.ts';
import { timerDue } from '../time/timer-due.ts';
import { evaluate, where } from '../state/evaluate.ts';
import type { EventKind, Step, WaitOwner } from '../state/step.ts';
import { openWait, placeOf } from '../state/waits.ts';
import type { WaitingElement } from './subscription.ts';
import { waitingElement, waitingFor } from './subscription.ts';

export const timer: EventKind<'timer'> = {
  arm(step, owner, element, definition) {
    const at = { scopeId: owner.scopeId, tokenId: owner.tokenId ?? owner.scopeId };
    const value = evaluate(step, at, definition.value);
    let due: Due | undefined;
    try {
      due = timerDue(definition.kind, value, step.environment.now, step.environment.calendar);
    } catch (error) {
      if (error instanceof ExpressionError) throw new ExpressionError(`${where(definition.value)}: ${error.message}`);
      throw error;
    }
    if (due) scheduleTimer(step, owner, waitingElement(element, definition), due);
  },
};

/** Opens the wait of a timer that belongs to an element. */
export function scheduleTimer(step: Step, owner: WaitOwner, element: WaitingElement, { dueAt, cycle }: Due): void {
  const id = step.newId();
  const wait = { kind: 'timer' as const, ...waitingFor(step, owner, element), ...(cycle !== undefined && { cycle }) };
  openWait(step, owner, id, wait);
  step.record({
    kind: 'timerScheduled',
    timerId: id,
    ...placeOf(step, owner, wait),
    dueAt,
    ...(cycle !== undefined && { cycle }),
  });
}
