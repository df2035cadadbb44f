import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { keepKeysOf } from '../correlation/keep-keys.ts';
import { eventOccurred } from '../flow/event-occurred.ts';
import { keepsListening } from '../flow/keeps-listening.ts';
import type { Step } from '../state/step.ts';
import { findWait, placeOf, removeWait } from '../state/waits.ts';
import type { TriggerOf } from '../trigger.ts';

/** A message or signal reaches a subscription. One that does not interrupt stays open for the next. */
export function eventArrived(
  step: Step,
  trigger: TriggerOf<'messageArrived'> | TriggerOf<'signalArrived'>,
): Rejection | undefined {
  const { subscriptionId } = trigger;
  const found = findWait(step, subscriptionId, [trigger.type === 'messageArrived' ? 'message' : 'signal'], trigger.place);
  if (!found)
    return rejected('subscription-closed', `Nobody waits at subscription ${subscriptionId} any more.`, { subscriptionId });
  const { scopeId, tokenId = scopeId, wait } = found;
  const element = wait.element ?? step.token(scopeId, tokenId)?.element;
  if (trigger.type === 'messageArrived' && element !== undefined)
    keepKeysOf(step, { scopeId, tokenId }, step.node(element), trigger.variables);
  if (!keepsListening(step, found)) {
    step.record({ kind: 'subscriptionClosed', subscriptionId, ...placeOf(step, found, found.wait), taken: true });
    removeWait(step, found);
  }
  eventOccurred(step, found, trigger);
  return undefined;
}
