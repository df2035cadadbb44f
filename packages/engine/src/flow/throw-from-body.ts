import type { EventDefinition, MultiInstance } from '@gaita/bpmn';
import type { Delivery, Variables } from '@gaita/contracts';
import type { Lookup } from '@gaita/expressions';
import type { CompiledNode } from '../compile/compiled-process.ts';
import { definitionsOf, needsAll } from '../compile/definitions-of.ts';
import { messagesAt } from '../events/message.ts';
import { signalDelivery } from '../events/signal.ts';
import { evaluateCondition, evaluateText } from '../state/evaluate.ts';
import { Halt } from '../state/halt.ts';
import type { Place, Step } from '../state/step.ts';
import { bytesOf, writeLocals } from '../state/variables.ts';
import { fireBoundary } from './boundary.ts';
import { findCatcher } from './propagate.ts';
import { throwError } from './throw-error.ts';
import { throwEscalation } from './throw-escalation.ts';

/** An event that a completing instance of a multi-instance activity throws, with all that had to be evaluated for it. */
export type Thrown =
  | { readonly type: 'error' | 'escalation'; readonly code: string }
  /** `caughtBy`: the boundary event of the activity that waits for it; without one it is sent to whoever waits. */
  | {
      readonly type: 'signal' | 'message';
      readonly deliveries: readonly Delivery[];
      readonly attributes: Variables;
      readonly caughtBy?: CompiledNode;
    };

/**
 * What an instance throws when it completes (BPMN 2.0.2, table 10.30, `behavior`): `one` with the first, `none` with each, `complex`
 * where the conditions hold. Throws Halt (`errorNotCaught`, …) or ExpressionError.
 * @param completed how many have, this one among them
 */
export function eventsOf(
  step: Step,
  at: Place,
  { behavior, throws = [] }: MultiInstance,
  { completed, seen, attributes }: { completed: number; seen: Lookup; attributes: Variables },
): Thrown[] {
  if (behavior === 'one' && completed > 1) return [];
  return throws
    .filter(({ condition }) => !condition || evaluateCondition(step, condition, seen))
    .flatMap(({ event }) => prepare(step, at, event, attributes) ?? []);
}

function prepare(step: Step, at: Place, event: EventDefinition, attributes: Variables): Thrown | undefined {
  const body = bodyOf(step, at);
  switch (event.type) {
    case 'error':
      if (!step.calledBy && !findCatcher(step, body, 'error', event.code, true))
        throw new Halt('errorNotCaught', `${at.node.id}: error "${event.code ?? ''}" of an instance is caught by nobody`);
      return { type: 'error', code: event.code ?? '' };
    case 'escalation':
      return { type: 'escalation', code: event.code ?? '' };
    case 'signal':
    case 'message': {
      const sent = event.type === 'signal' ? [signalDelivery(step, at, event)] : messagesAt(step, at, event.message, []);
      const deliveries = sent.map((delivery) => ({ ...delivery, variables: attributes }));
      const [first] = sent;
      const name = first?.type === 'signal' ? first.signalName : (first?.messageName ?? '');
      const caughtBy = boundaryFor(step, body, event.type, name);
      return { type: event.type, deliveries, attributes, ...(caughtBy && { caughtBy }) };
    }
    default:
      return undefined;
  }
}

/** Throws from the body, whose boundary events come first. One that interrupts ends the body: the rest is not thrown any more. */
export function throwFromBody(step: Step, at: Place, thrown: readonly Thrown[]): void {
  for (const event of thrown) {
    if (!step.scope(at.scopeId)) return;
    const body = bodyOf(step, at);
    if ('code' in event) {
      if (event.type === 'error') throwError(step, body, { code: event.code }, true);
      else throwEscalation(step, body, event.code, true);
    } else if (!event.caughtBy) for (const each of event.deliveries) step.deliver(each, bytesOf(event.attributes));
    else writeLocals(step, fireBoundary(step, body, event.caughtBy, 'terminated'), event.attributes);
  }
}

/** The place of the activity as a whole; the single instances stand in the scope that has its token's id. */
const bodyOf = (step: Step, at: Place): Place => ({
  scopeId: step.scope(at.scopeId)!.parent!,
  tokenId: at.scopeId,
  node: at.node,
});

function boundaryFor(step: Step, body: Place, type: 'signal' | 'message', name: string): CompiledNode | undefined {
  const waits = Object.values(step.token(body.scopeId, body.tokenId)?.waits ?? {});
  return body.node.boundaries.find(
    (boundary) =>
      waits.some((wait) => wait.kind === type && wait.element === boundary.id) &&
      !needsAll(boundary) &&
      definitionsOf(boundary).some(
        (definition) =>
          (definition.type === 'signal' && type === 'signal' && evaluateText(step, body, definition.name) === name) ||
          (definition.type === 'message' && type === 'message' && evaluateText(step, body, definition.message.name) === name),
      ),
  );
}
