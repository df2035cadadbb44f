import type { StoredState } from './stored-state.ts';
import { recordsOf } from './stored-state.ts';

/** Something that the servers do by themselves: from when on it could be done until it was. */
export interface Lag {
  readonly what: 'timer' | 'job' | 'call' | 'return';
  readonly id: string;
  readonly instanceId: string;
  readonly from: number;
  /** Infinity: not yet. */
  readonly to: number;
}

/** Topics that Gaita serves itself, and of which each try succeeds. */
const ownTopic = 'gaita.notify';

/** Timers, jobs of our own, starts of called processes and their returns to the caller. */
export const lagsOf = (state: StoredState, now: number, isOurs: (instanceId: string) => boolean): Lag[] => [
  ...timers(state),
  ...jobs(state),
  ...calls(state),
].filter(({ instanceId, from }) => isOurs(instanceId) && from <= now); // prettier-ignore

const timers = (state: StoredState): Lag[] => {
  const fired = new Map(recordsOf(state, 'timerFired').map(({ record, at }) => [record.timerId, at]));
  const canceled = new Set(recordsOf(state, 'timerCanceled').map(({ record }) => record.timerId));
  return recordsOf(state, 'timerScheduled')
    .filter(({ record: { timerId } }) => !canceled.has(timerId))
    .map(({ record: { timerId: id, dueAt }, at, instanceId }) => {
      // a term may have passed before the timer is set
      return { what: 'timer', id, instanceId, from: Math.max(dueAt, at), to: fired.get(id) ?? Infinity };
    });
};

const jobs = (state: StoredState): Lag[] => {
  const done = new Map(recordsOf(state, 'jobCompleted').map(({ record, at }) => [record.jobId, at]));
  const canceled = new Set(recordsOf(state, 'jobCanceled').map(({ record }) => record.jobId));
  return recordsOf(state, 'jobCreated')
    .filter(({ record }) => record.topic === ownTopic && !canceled.has(record.jobId))
    .map(({ record, at, instanceId }) => ({
      what: 'job',
      id: record.jobId,
      instanceId,
      from: at,
      to: done.get(record.jobId) ?? Infinity,
    }));
};

const calls = (state: StoredState): Lag[] => {
  const started = new Map(recordsOf(state, 'instanceStarted').map(({ instanceId, at }) => [instanceId, at]));
  const ended = new Map(recordsOf(state, 'activityEnded').map(({ record, at }) => [record.tokenId, at]));
  return recordsOf(state, 'deliverySent').flatMap(({ record: { delivery }, at, instanceId }): Lag[] => {
    if (delivery.type === 'startCalled') {
      const { childInstanceId: id } = delivery;
      return [{ what: 'call', id, instanceId, from: at, to: started.get(id) ?? Infinity }];
    }
    if (delivery.type !== 'calledEnded') return [];
    const id = delivery.parentTokenId;
    return [{ what: 'return', id, instanceId, from: at, to: ended.get(id) ?? Infinity }];
  });
};
