import type { Place, Step } from '../state/step.ts';
import { openWait, placeOf } from '../state/waits.ts';

/**
 * The activity stays ready until the data is there (BPMN 2.0.2, 13.3.2). Who looks finds the wait as a subscription that names the
 * missing inputs.
 */
export function awaitData(step: Step, at: Place, missing: readonly string[]): void {
  step.setToken(at.scopeId, at.tokenId, { ...step.token(at.scopeId, at.tokenId)!, phase: 'start' });
  const id = step.newId();
  const wait = { kind: 'data' as const };
  openWait(step, at, id, wait);
  step.record({
    kind: 'subscriptionOpened',
    subscriptionId: id,
    ...placeOf(step, at, wait),
    eventType: 'conditional',
    eventName: `data: ${missing.join(', ')}`.slice(0, 191),
  });
}
