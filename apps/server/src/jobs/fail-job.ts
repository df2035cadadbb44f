import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { Calendars } from '../identity/index.ts';
import { addDuration, parseDuration } from '@gaita/engine';
import type { Command } from '../platform/write-plan.ts';
import { ChangeJob, changeRow } from './change-job.ts';
import type { Holder } from './job-rules.ts';
import { doublingWait, refuseHolder, unlocked } from './job-rules.ts';
import type { JobRow } from './tables.ts';

export interface JobFailure {
  readonly message: string;
  readonly details?: string;
  /** Tries that are left, as the worker decides; default: one less. */
  readonly retries?: number;
  /** Milliseconds until the next try; default: as the model says, else doubling. */
  readonly retryAfter?: number;
}

export interface FailedJob {
  readonly jobId: string;
  readonly retries: number;
  /** When it may be taken again; absent when an operator has to look. */
  readonly retryAt?: number;
}

const longestMessage = 500;

/** Who holds a job could not do it: it waits for another try, or an incident asks an operator. */
@Injectable()
export class FailJob {
  constructor(
    private readonly jobs: ChangeJob,
    private readonly calendars: Calendars,
  ) {}

  /** Rejections: `job-not-open`, `job-locked-by-other`, those of `Instances.command`. */
  async run(command: Command, jobId: string, holder: Holder, failure: JobFailure): Promise<FailedJob | Rejection> {
    const found = await this.jobs.find(jobId);
    const retries = failure.retries ?? Math.max(0, (found?.retries ?? 0) - 1);
    return found && retries > 0
      ? this.wait(command, found, holder, failure, retries)
      : this.giveUp(command, jobId, holder, failure);
  }

  private async wait(
    command: Command,
    found: JobRow,
    holder: Holder,
    failure: JobFailure,
    retries: number,
  ): Promise<FailedJob | Rejection> {
    const { zone } = await this.calendars.of(found.institution);
    return this.jobs.row<FailedJob>(
      command,
      found.id,
      (job, now) => {
        const refused = refuseHolder(job, holder);
        if (refused) return refused;
        const availableAt = failure.retryAfter === undefined ? nextTry(job, now, zone) : now + failure.retryAfter;
        return {
          set: { ...failed(job, failure), retries, availableAt },
          answer: { jobId: job.id, retries, retryAt: availableAt },
        };
      },
      'job-failed',
    );
  }

  private giveUp(command: Command, jobId: string, holder: Holder, failure: JobFailure): Promise<FailedJob | Rejection> {
    return this.jobs.step<FailedJob>(
      command,
      jobId,
      (job, { now }) => {
        const refused = refuseHolder(job, holder);
        if (refused) return refused;
        return {
          trigger: { type: 'jobFailed', jobId, place: job, message: failure.message },
          change: (changes) => changeRow(changes, job, { ...failed(job, failure), retries: 0, availableAt: now }),
          answer: () => ({ jobId, retries: 0 }),
        };
      },
      'job-failed',
    );
  }
}

const failed = (job: JobRow, { message, details }: JobFailure) => ({
  ...unlocked,
  failures: job.failures + 1,
  errorMessage: message.length > longestMessage ? `${message.slice(0, longestMessage - 1)}…` : message,
  errorDetails: details ?? null,
});

/** The model's intervals in their order, the last one again and again; one that no calendar holds counts as none. */
function nextTry({ retryIntervals, failures }: JobRow, now: number, zone: string): number {
  const interval = retryIntervals?.[Math.min(failures, retryIntervals.length - 1)];
  const duration = interval === undefined ? undefined : parseDuration(interval);
  return (duration && addDuration(now, duration, zone)) || now + doublingWait(failures);
}
