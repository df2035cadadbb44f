import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { JobRow } from './tables.ts';

/** The topic under which `continue` jobs wait. */
export const continueTopic = 'gaita.continue';

/** Tries of a job whose model says nothing. */
export const defaultRetries = 3;

const firstWait = 10_000;
const longestWait = 3_600_000;

/** How long to wait before the next try, after so many failures: ten seconds, doubling, at most an hour. */
export const doublingWait = (failures: number): number => Math.min(longestWait, firstWait * 2 ** Math.min(failures, 20));

/** Who holds a job: a worker's name, and the number that came with the lock (workers of Camunda do not know it). */
export interface Holder {
  readonly workerId: string;
  readonly lockNumber?: number;
}

export const jobGone = (jobId: string): Rejection =>
  rejected('job-not-open', `Job ${jobId} is not open any more: it was completed, or the case went on without it.`, { jobId });

/** Undefined when the holder still has the lock. A lock that has run out is nobody's: the work may have been given to another. */
export function refuseHolder(job: JobRow, { workerId, lockNumber }: Holder, now: number): Rejection | undefined {
  const { id: jobId, lockOwner, lockExpiresAt } = job;
  const locked = lockOwner !== null && lockExpiresAt !== null && lockExpiresAt > now;
  if (locked && lockOwner === workerId && (lockNumber === undefined || lockNumber === job.lockNumber)) return undefined;
  const state = locked ? `is held by ${lockOwner}` : 'is not locked any more: the lock has run out';
  return rejected('job-locked-by-other', `Job ${jobId} ${state}. Fetch it again.`, {
    jobId,
    lockOwner: locked ? lockOwner : null,
    lockExpiresAt,
    lockNumber: job.lockNumber,
  });
}

/** Columns of a job that nobody holds. */
export const unlocked = { lockOwner: null, lockExpiresAt: null } as const;
