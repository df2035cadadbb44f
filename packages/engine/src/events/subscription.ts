import type { Step, WaitOwner } from '../state/step.ts';
import { openWait, placeOf } from '../state/waits.ts';

/** Opens a wait for a message or signal. */
export function openSubscription(
  step: Step,
  owner: WaitOwner,
  elementId: string,
  eventType: 'message' | 'signal',
  eventName: string,
  correlationKey?: string,
): void {
  const id = step.newId();
  const isOwn = owner.tokenId !== undefined && step.token(owner.scopeId, owner.tokenId)?.element === elementId;
  const wait = { kind: eventType, ...(!isOwn && { element: elementId }) };
  openWait(step, owner, id, wait);
  step.record({
    kind: 'subscriptionOpened',
    subscriptionId: id,
    ...placeOf(step, owner, wait),
    eventType,
    eventName,
    ...(correlationKey !== undefined && { correlationKey }),
  });
}
