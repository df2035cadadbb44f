import type { Findings } from './findings.ts';
import { effectTopic, isPoison } from '../work/models.ts';
import type { StoredState } from './stored-state.ts';

type Left = Pick<StoredState, 'deliveries' | 'jobs' | 'timers' | 'incidents'>;

/** Of a delivery that waits longer, or a lock that ran out before that, nobody takes care, milliseconds. */
const longest = 10_000;

/**
 * When nobody asks for anything any more, servers and workers outside have finished what they can do alone.
 * @param since from when on they were left alone, milliseconds since 1970
 * @param end when the servers were stopped
 */
export const checkRest = (state: Left, since: number, end: number, findings: Findings): void => {
  for (const { id, type, state: now, availableAt, createdAt, attempts, lastError } of state.deliveries)
    findings.check(
      'no delivery is left behind',
      now !== 'waiting' || (availableAt > since && createdAt > since - longest),
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
  for (const { id, topic, retries, instanceId } of state.jobs)
    findings.check(
      'no job of a worker outside is left behind',
      topic !== effectTopic || retries === 0,
      `${topic} ${id}`,
      `of instance ${instanceId}`,
    );
  for (const { id, topic, lockOwner, lockExpiresAt } of state.jobs)
    findings.check(
      'no expired lock is left',
      lockOwner === null || (lockExpiresAt ?? 0) > Math.max(since, end - longest),
      `${topic} ${id}`,
      () => `locked by ${lockOwner}`,
    );
  for (const { id, instanceId, dueAt } of state.timers)
    findings.check('no timer that is due is left behind', dueAt > since, id, `of instance ${instanceId}`);
  for (const { id, processKey, instanceId, elementId, message } of state.incidents)
    findings.check(
      'only poison raises an incident',
      isPoison(elementId),
      id,
      `${processKey} ${instanceId} at ${elementId}: ${message}`,
    );
};
