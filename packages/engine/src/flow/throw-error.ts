import type { Variables } from '@gaita/contracts';
import { stopWithIncident } from '../state/incidents.ts';
import type { Place, Step } from '../state/step.ts';
import { writeVariable, writeVariables } from '../state/variables.ts';
import { fireBoundary } from './boundary.ts';
import { cancelToken } from './cancel.ts';
import { endInstance } from './end-instance.ts';
import { startEventSubProcess } from './event-sub-process.ts';
import type { Catcher } from './propagate.ts';
import { definitionFor, findCatcher } from './propagate.ts';

export interface ThrownError {
  readonly code: string;
  readonly message?: string;
  /** Given by who threw it, written where it is caught. */
  readonly variables?: Variables;
}

/**
 * Throws a BPMN error at a token. The nearest catching event takes over. When none does: a called instance fails and its caller
 * is told, any other keeps the token with an incident.
 * @param byActivity see `findCatcher`
 */
export function throwError(step: Step, from: Place, error: ThrownError, byActivity: boolean): void {
  const catcher = findCatcher(step, from, 'error', error.code, byActivity);
  step.record({
    kind: 'errorThrown',
    tokenId: from.tokenId,
    scopeId: from.scopeId,
    elementId: from.node.id,
    errorCode: error.code,
    ...(catcher && { caughtBy: catcher.event.id }),
  });
  if (!catcher) {
    if (step.calledBy) {
      endThrower(step, from, byActivity);
      endInstance(step, 'failed', { endElementId: from.node.id, error });
    } else stopWithIncident(step, from, 'start', 'errorNotCaught', uncaught(from, error));
    return;
  }
  if (!isOwnBoundary(catcher, from)) endThrower(step, from, byActivity);
  const caught =
    catcher.by === 'boundary'
      ? fireBoundary(step, catcher.host, catcher.event, 'failed')
      : startEventSubProcess(step, catcher.scopeId, catcher.handler);
  if (error.variables) writeVariables(step, caught.scopeId, error.variables);
  const definition = definitionFor(catcher.event, 'error', error.code);
  if (definition?.codeVariable) writeVariable(step, caught.scopeId, definition.codeVariable, error.code);
  if (definition?.type === 'error' && definition.messageVariable)
    writeVariable(step, caught.scopeId, definition.messageVariable, error.message ?? null);
}

const isOwnBoundary = (catcher: Catcher, from: Place): boolean =>
  catcher.by === 'boundary' && catcher.host.tokenId === from.tokenId;

/** An activity fails with its error; an end event has done its work. */
const endThrower = (step: Step, from: Place, byActivity: boolean): void =>
  cancelToken(step, from.scopeId, from.tokenId, byActivity ? 'failed' : 'completed');

const uncaught = (from: Place, { code, message }: ThrownError): string =>
  `${from.node.id}: error "${code}"${message ? ` (${message})` : ''} is caught by no boundary event or event sub-process`;
