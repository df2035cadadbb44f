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

/**
 * Undefined when the job is the holder's: as in Camunda, also after the lock has run out, as long as nobody else has taken it.
 * Who took it since has another name or a higher number, and the job's revision decides between two at once.
 */
export function refuseHolder(job: JobRow, { workerId, lockNumber }: Holder): Rejection | undefined {
  const { id: jobId, lockOwner, lockExpiresAt } = job;
  if (lockOwner === workerId && (lockNumber === undefined || lockNumber === job.lockNumber)) return undefined;
  const state = lockOwner === null ? 'is not locked' : `is held by ${lockOwner}`;
  return rejected('job-locked-by-other', `Job ${jobId} ${state}. Fetch it again.`, {
    jobId,
    lockOwner,
    lockExpiresAt,
    lockNumber: job.lockNumber,
  });
}

/** A lock that has run out is not made longer: the job is there for whoever fetches it. */
export function refuseExpired({ id: jobId, lockExpiresAt }: JobRow, now: number): Rejection | undefined {
  if (lockExpiresAt !== null && lockExpiresAt > now) return undefined;
  return rejected('job-locked-by-other', `The lock of job ${jobId} has run out. Fetch it again.`, { jobId, lockExpiresAt });
}

/** Columns of a job that nobody holds. */
export const unlocked = { lockOwner: null, lockExpiresAt: null } as const;
