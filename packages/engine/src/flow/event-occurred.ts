import { takePayload } from '../data/take-payload.ts';
import { needsAll } from '../compile/definitions-of.ts';
import type { CompiledNode } from '../compile/compiled-process.ts';
import type { EventPayload } from '../snapshot.ts';
import type { Place, Step } from '../state/step.ts';
import { scopeSeenBy, writeLocals, writeVariables } from '../state/variables.ts';
import type { FoundWait } from '../state/waits.ts';
import { isListener } from './ad-hoc.ts';
import { fireBoundary } from './boundary.ts';
import { collect, collectAgain } from './collect.ts';
import { insideOf, startEventSubProcess } from './event-sub-process.ts';
import { mayOccurAgain } from './keeps-listening.ts';
import { completeToken } from './live.ts';
import { placeToken } from './place-token.ts';
import { takeWay } from './take-way.ts';

/**
 * What a wait stood for has happened (its own record and closing are done): the catching event goes on, a boundary event fires, an
 * event sub-process starts, or an event-based gateway takes its way; of a parallel multiple event, once all have happened.
 */
export function eventOccurred(step: Step, found: FoundWait, payload: EventPayload = {}): void {
  const { scopeId, tokenId, wait } = found;
  const element = wait.element === undefined ? step.place(scopeId, tokenId!)!.node : step.node(wait.element);
  if (!needsAll(element)) {
    goOn(step, found, element, payload);
    return;
  }
  const collected = collect(step, found, element, payload);
  if (!collected) return;
  goOn(step, found, element, collected.payload);
  if (mayOccurAgain(step, found, element)) collectAgain(step, found, element, collected.arrivals);
}

function goOn(step: Step, { scopeId, tokenId }: FoundWait, element: CompiledNode, payload: EventPayload): void {
  if (tokenId === undefined) {
    const handler = insideOf(step, scopeId)?.eventSubProcesses.find(({ start }) => start === element);
    if (handler) write(step, startEventSubProcess(step, scopeId, handler), payload);
    else if (isListener(element))
      write(step, { scopeId, tokenId: placeToken(step, scopeId, element, { occurred: true }), node: element }, payload);
    return;
  }
  const at = step.place(scopeId, tokenId)!;
  if (element === at.node) {
    write(step, at, payload);
    completeToken(step, at);
  } else if (element.host) write(step, fireBoundary(step, at, element, 'terminated'), payload);
  else write(step, takeWay(step, at, element), payload);
}

function write(step: Step, at: Place, payload: EventPayload): void {
  const { localVariables, types } = payload;
  const variables = takePayload(step, at, payload.variables);
  writeLocals(step, at, localVariables, types);
  if (variables) writeVariables(step, scopeSeenBy(step, at), variables, types);
}
