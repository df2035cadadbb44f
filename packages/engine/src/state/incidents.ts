import type { Phase } from '../snapshot.ts';
import { incidentOf } from './halt.ts';
import type { Place, Step, WaitOwner } from './step.ts';
import { openWait, placeOf } from './waits.ts';

/**
 * Does one phase of a token's life. What cannot be evaluated stops the token there with an incident; the rest of the step goes on.
 * @returns undefined when it was stopped
 */
export function attempt<T>(step: Step, at: Place, phase: Phase, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    const incident = incidentOf(error);
    if (!incident) throw error;
    stopWithIncident(step, at, phase, incident.type, incident.message);
    return undefined;
  }
}

/** The token stays where it is; `retryIncident` does the phase again. */
export function stopWithIncident(step: Step, at: Place, phase: Phase, type: string, message: string): void {
  const token = step.token(at.scopeId, at.tokenId);
  if (!token) return;
  step.setToken(at.scopeId, at.tokenId, { ...token, phase });
  raiseIncident(step, at, { type, message });
}

export function raiseIncident(
  step: Step,
  owner: WaitOwner,
  incident: { type: string; message: string; element?: string; job?: string },
): void {
  const id = step.newId();
  const wait = {
    kind: 'incident' as const,
    ...(incident.element !== undefined && { element: incident.element }),
    ...(incident.job !== undefined && { job: incident.job }),
  };
  openWait(step, owner, id, wait);
  step.record(
    {
      kind: 'incidentRaised',
      incidentId: id,
      ...placeOf(step, owner, wait),
      incidentType: incident.type,
      message: incident.message,
      ...(incident.job !== undefined && { jobId: incident.job }),
    },
    incident.message.length,
  );
}
