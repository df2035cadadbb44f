import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import type { Command } from '../platform/write-plan.ts';
import { ChangeJob } from './change-job.ts';
import type { Holder } from './job-rules.ts';
import { refuseExpired, refuseHolder } from './job-rules.ts';

/** Who holds a job needs longer. */
@Injectable()
export class ExtendLock {
  constructor(private readonly jobs: ChangeJob) {}

  /** @param duration milliseconds from now. Rejections: `job-not-open`, `job-locked-by-other`. */
  run(command: Command, jobId: string, holder: Holder, duration: number): Promise<{ lockExpiresAt: number } | Rejection> {
    return this.jobs.row(command, jobId, (job, now) => {
      const refused = refuseHolder(job, holder) ?? refuseExpired(job, now);
      if (refused) return refused;
      const lockExpiresAt = now + duration;
      return { set: { lockExpiresAt, availableAt: lockExpiresAt }, answer: { lockExpiresAt } };
    });
  }
}
