import { takePayload } from '../data/take-payload.ts';
import type { Variables, VariableTypes } from '@gaita/contracts';
import type { Place, Step } from '../state/step.ts';
import { scopeSeenBy, writeLocals, writeVariables } from '../state/variables.ts';
import type { FoundWait } from '../state/waits.ts';
import { closeTokenWaits } from '../state/waits.ts';
import { fireBoundary } from './boundary.ts';
import { insideOf, startEventSubProcess } from './event-sub-process.ts';
import { completeToken } from './live.ts';
import { placeToken, removeToken } from './place-token.ts';

/** What an event brings along. */
export interface EventPayload {
  readonly variables?: Variables;
  readonly localVariables?: Variables;
  readonly types?: VariableTypes;
}

/**
 * What a wait stood for has happened (its own record and closing are done): the catching event goes on, a boundary event fires, an
 * event sub-process starts, or an event-based gateway takes its way.
 */
export function eventOccurred(step: Step, found: FoundWait, payload: EventPayload = {}): void {
  const { scopeId, tokenId, wait } = found;
  if (tokenId === undefined) {
    const handler = insideOf(step, scopeId)?.eventSubProcesses.find(({ start }) => start.id === wait.element);
    if (handler) write(step, startEventSubProcess(step, scopeId, handler), payload);
    return;
  }
  const at = step.place(scopeId, tokenId)!;
  const element = wait.element === undefined ? at.node : step.node(wait.element);
  if (element === at.node) {
    write(step, at, payload);
    completeToken(step, at);
  } else if (element.host) write(step, fireBoundary(step, at, element, 'terminated'), payload);
  else write(step, takeWay(step, at, element.id), payload);
}

/** An event-based gateway: the first event decides, the others are given up. */
function takeWay(step: Step, at: Place, targetId: string): Place {
  const flow = at.node.outgoing.find(({ target }) => target.id === targetId)!;
  closeTokenWaits(step, at.scopeId, at.tokenId);
  step.record({ kind: 'activityEnded', tokenId: at.tokenId, scopeId: at.scopeId, elementId: at.node.id, outcome: 'completed' });
  removeToken(step, at.scopeId, at.tokenId);
  step.record({ kind: 'flowTaken', scopeId: at.scopeId, flowId: flow.id });
  return { scopeId: at.scopeId, tokenId: placeToken(step, at.scopeId, flow.target, { occurred: true }), node: flow.target };
}

function write(step: Step, at: Place, payload: EventPayload): void {
  const { localVariables, types } = payload;
  const variables = takePayload(step, at, payload.variables);
  writeLocals(step, at, localVariables, types);
  if (variables) writeVariables(step, scopeSeenBy(step, at), variables, types);
}
