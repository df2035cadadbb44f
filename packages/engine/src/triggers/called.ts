import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { mapReturned } from '../behaviours/call-activity.ts';
import { completeToken } from '../flow/live.ts';
import { throwError } from '../flow/throw-error.ts';
import { throwEscalation } from '../flow/throw-escalation.ts';
import { incidentOf } from '../state/halt.ts';
import { attempt, raiseIncident, stopWithIncident } from '../state/incidents.ts';
import type { Place, Step } from '../state/step.ts';
import type { TriggerOf } from '../trigger.ts';

const gone = (tokenId: string): Rejection =>
  rejected('called-process-gone', `The activity that called the process does not wait for it any more.`, { tokenId });

export function calledEnded(step: Step, trigger: TriggerOf<'calledEnded'>): Rejection | undefined {
  const { tokenId, scopeId, variables, types, compensable } = trigger;
  const at = findCaller(step, tokenId, scopeId);
  if (!at) return gone(tokenId);
  const { child, ...token } = step.token(at.scopeId, at.tokenId)!;
  step.setToken(at.scopeId, at.tokenId, {
    ...token,
    returned: { variables, ...(types && { types }) },
    ...(compensable && { keeps: child! }),
  });
  completeToken(step, at);
  return undefined;
}

export function calledError(step: Step, trigger: TriggerOf<'calledError'>): Rejection | undefined {
  const at = takeBack(step, trigger.tokenId, trigger.scopeId);
  if (!at) return gone(trigger.tokenId);
  const mapped = attempt(step, at, 'start', () => mapReturned(step, at, trigger));
  if (!mapped) return undefined;
  const message = trigger.errorMessage === undefined ? {} : { message: trigger.errorMessage };
  throwError(step, at, { code: trigger.errorCode, ...message, variables: mapped.variables }, true);
  return undefined;
}

/** The called process goes on, unless the catching event interrupts the activity. */
export function calledEscalation(step: Step, trigger: TriggerOf<'calledEscalation'>): Rejection | undefined {
  const at = findCaller(step, trigger.tokenId, trigger.scopeId);
  if (!at) return gone(trigger.tokenId);
  try {
    throwEscalation(step, at, trigger.escalationCode, true, mapReturned(step, at, trigger).variables);
  } catch (error) {
    const incident = incidentOf(error);
    if (!incident) throw error;
    raiseIncident(step, at, incident);
  }
  return undefined;
}

export function callFailed(
  step: Step,
  { tokenId, scopeId, incidentType, message }: TriggerOf<'callFailed'>,
): Rejection | undefined {
  const at = takeBack(step, tokenId, scopeId);
  if (!at) return gone(tokenId);
  stopWithIncident(step, at, 'start', incidentType, message);
  return undefined;
}

/** The place of a token that waits for a called instance. */
export function findCaller(step: Step, tokenId: string, holder: string | undefined): Place | undefined {
  step.requirePlace(holder === undefined ? undefined : { scopeId: holder, tokenId });
  for (const scopeId of step.scopesHere()) {
    const token = step.token(scopeId, tokenId);
    if (token) return token.child === undefined || token.phase !== undefined ? undefined : step.place(scopeId, tokenId);
  }
  return undefined;
}

/** The called instance is over: the token does not hold its id any more. */
function takeBack(step: Step, tokenId: string, scopeId: string | undefined): Place | undefined {
  const at = findCaller(step, tokenId, scopeId);
  if (!at) return undefined;
  const { child: _ended, ...token } = step.token(at.scopeId, at.tokenId)!;
  step.setToken(at.scopeId, at.tokenId, token);
  return at;
}
