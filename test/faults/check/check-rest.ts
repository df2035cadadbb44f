import type { Findings } from './findings.ts';
import type { StoredState } from './stored-state.ts';

/**
 * When nobody asks for anything any more, the server has finished what it can do alone.
 * @param since from when on it was left alone, milliseconds since 1970
 */
export const checkRest = (state: StoredState, since: number, findings: Findings): void => {
  for (const { id, type, state: now, availableAt, attempts, lastError } of state.deliveries)
    findings.check(
      'no delivery is left behind',
      now !== 'waiting' || availableAt > since,
      `${type} ${id}`,
      () => `waits after ${attempts} attempts: ${lastError ?? 'no error'}`,
    );
  for (const { id, topic, retries, availableAt, instanceId, errorMessage } of state.jobs)
    findings.check(
      'no job of a built-in topic is left behind',
      !topic.startsWith('gaita.') || retries === 0 || availableAt > since,
      `${topic} ${id}`,
      () => `of instance ${instanceId}: ${errorMessage ?? 'no error'}`,
    );
  for (const { id, topic, lockOwner, lockExpiresAt } of state.jobs)
    findings.check(
      'no expired lock is left',
      lockOwner === null || (lockExpiresAt ?? 0) > since,
      `${topic} ${id}`,
      () => `locked by ${lockOwner}`,
    );
  for (const { id, instanceId, dueAt } of state.timers)
    findings.check('no timer that is due is left behind', dueAt > since, id, `of instance ${instanceId}`);
  for (const { id, processKey, instanceId, elementId, message } of state.incidents)
    findings.check(
      'nothing that was asked raises an incident',
      false,
      id,
      `${processKey} ${instanceId} at ${elementId}: ${message}`,
    );
};
