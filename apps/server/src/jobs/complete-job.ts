import { Injectable } from '@nestjs/common';
import type { Rejection, Variables, VariableTypes } from '@gaita/contracts';
import type { Command } from '../platform/write-plan.ts';
import { ChangeJob } from './change-job.ts';
import type { Holder } from './job-rules.ts';
import { refuseHolder } from './job-rules.ts';

export interface JobResult {
  readonly variables: Variables;
  readonly localVariables?: Variables;
  readonly types?: VariableTypes;
}

export interface DoneJob {
  readonly jobId: string;
  readonly instanceId: string;
}

/** Who holds a job has done it: the case goes on. */
@Injectable()
export class CompleteJob {
  constructor(private readonly jobs: ChangeJob) {}

  /** Rejections: `job-not-open`, `job-locked-by-other`, those of `Instances.command`. */
  run(command: Command, jobId: string, holder: Holder, result: JobResult): Promise<DoneJob | Rejection> {
    return this.jobs.step<DoneJob>(
      command,
      jobId,
      (job) => {
        const refused = refuseHolder(job, holder);
        if (refused) return refused;
        const { variables, localVariables, types } = result;
        return {
          trigger: {
            type: 'jobCompleted',
            jobId,
            place: job,
            variables,
            ...(localVariables && { localVariables }),
            ...(types && { types }),
          },
          answer: () => ({ jobId, instanceId: job.instanceId }),
        };
      },
      'job-completed',
    );
  }
}
