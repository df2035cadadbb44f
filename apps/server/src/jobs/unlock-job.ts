import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { administers } from '../identity/index.ts';
import type { Command } from '../platform/write-plan.ts';
import { ChangeJob } from './change-job.ts';
import { JobArrivals } from './job-arrivals.ts';
import { unlocked } from './job-rules.ts';

/** Takes a job away from whoever holds it; another may fetch it at once. */
@Injectable()
export class UnlockJob {
  constructor(
    private readonly jobs: ChangeJob,
    private readonly arrivals: JobArrivals,
  ) {}

  /** Rejections: `job-not-open`, `not-allowed`. */
  run(command: Command, actor: Actor, jobId: string): Promise<{ jobId: string } | Rejection> {
    return this.jobs.row(
      command,
      jobId,
      (job, now) => {
        if (!administers(actor, job.institution))
          return rejected('not-allowed', `You do not administer ${job.institution}.`, { jobId });
        // The fencing number rises, so that a late answer of the one who held it is refused even if the same worker takes it again.
        const { lockNumber, lockOwner } = job;
        return {
          set: { ...unlocked, lockNumber: lockNumber + 1, ...(lockOwner !== null && { availableAt: now }) },
          answer: { jobId },
          afterCommit: () => this.arrivals.tell(job.topic),
        };
      },
      'job-unlocked',
    );
  }
}
