import type { EventKind, Step, WaitOwner } from '../state/step.ts';
import { openWait } from '../state/waits.ts';
import type { WaitingElement } from './subscription.ts';
import { waitingElement, waitingFor } from './subscription.ts';

/**
 * Nobody outside waits for a condition, so no record tells of it. It is looked at as soon as it is armed, and after each change of a
 * variable that it sees (`occurConditions`).
 */
export const conditional: EventKind<'conditional'> = {
  arm(step, owner, element, definition) {
    awaitCondition(step, owner, waitingElement(element, definition));
  },
};

/** @param held it has just occurred: it must fail before it occurs again */
export function awaitCondition(step: Step, owner: WaitOwner, element: WaitingElement, held = false): void {
  const id = step.newId();
  const wait = { kind: 'conditional' as const, ...waitingFor(step, owner, element), ...(held && { holds: true as const }) };
  openWait(step, owner, id, wait);
  step.conditions?.arm({ ...owner, id, wait });
}
