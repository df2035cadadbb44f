import type { EventDefinition } from '@gaita/bpmn';
import type { CompiledNode } from '../compile/compiled-process.ts';
import { definitionsOf } from '../compile/definitions-of.ts';
import type { WaitState } from '../snapshot.ts';
import type { Step, WaitOwner } from '../state/step.ts';
import { openWait, placeOf } from '../state/waits.ts';

/** The element that an event belongs to, and which of its definitions it is, where it has several. */
export interface WaitingElement {
  readonly id: string;
  readonly definition?: number;
}

export function waitingElement(element: CompiledNode, definition: EventDefinition): WaitingElement {
  const definitions = definitionsOf(element);
  return definitions.length > 1 ? { id: element.id, definition: definitions.indexOf(definition) } : { id: element.id };
}

/** How a wait names its element: not at all when it is the token's own. */
export function waitingFor(
  step: Step,
  owner: WaitOwner,
  { id, definition }: WaitingElement,
): Pick<WaitState, 'element' | 'definition'> {
  const isOwn = owner.tokenId !== undefined && step.token(owner.scopeId, owner.tokenId)?.element === id;
  return { ...(!isOwn && { element: id }), ...(definition !== undefined && { definition }) };
}

/** Opens a wait for a message or signal. */
export function openSubscription(
  step: Step,
  owner: WaitOwner,
  element: WaitingElement,
  eventType: 'message' | 'signal',
  eventName: string,
  correlationKey?: string,
): void {
  const id = step.newId();
  const wait = { kind: eventType, ...waitingFor(step, owner, element) };
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
