import { Injectable } from '@nestjs/common';
import type { Rejection, Variables } from '@gaita/contracts';
import type { Command } from '../platform/write-plan.ts';
import { ChangeJob } from './change-job.ts';
import type { DoneJob } from './complete-job.ts';
import type { Holder } from './job-rules.ts';
import { refuseHolder } from './job-rules.ts';

export interface JobError {
  readonly errorCode: string;
  readonly errorMessage?: string;
  readonly variables: Variables;
}

/** Who holds a job found what the model calls an error: its boundary event takes over. */
@Injectable()
export class BpmnErrorJob {
  constructor(private readonly jobs: ChangeJob) {}

  /** Rejections: `job-not-open`, `job-locked-by-other`, those of `Instances.command`. */
  run(command: Command, jobId: string, holder: Holder, error: JobError): Promise<DoneJob | Rejection> {
    return this.jobs.step<DoneJob>(
      command,
      jobId,
      (job) => {
        const refused = refuseHolder(job, holder);
        if (refused) return refused;
        return {
          trigger: { type: 'jobError', jobId, place: job, ...error },
          answer: () => ({ jobId, instanceId: job.instanceId }),
        };
      },
      'job-error-thrown',
    );
  }
}
