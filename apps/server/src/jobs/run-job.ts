import { Injectable, Logger } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { listenerAt, visibleVariables } from '@gaita/engine';
import { Instances } from '../instances/index.ts';
import { OperationalError } from '../platform/errors.ts';
import { reach } from '../platform/fail-points.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { BpmnErrorJob } from './bpmn-error-job.ts';
import { ChangeJob } from './change-job.ts';
import { CompleteJob } from './complete-job.ts';
import { FailJob } from './fail-job.ts';
import { JobHandlers } from './job-handlers.ts';
import type { Holder } from './job-rules.ts';
import { refuseHolder } from './job-rules.ts';
import type { JobRow } from './tables.ts';

/** Refusals after which somebody else has the job, or nobody needs it. */
const settled: ReadonlySet<string> = new Set(['job-not-open', 'job-locked-by-other', 'instance-unknown', 'instance-ended']);

/** Does one job that this process holds, and says so to the case. */
@Injectable()
export class RunJob {
  private readonly log = new Logger('jobs');

  constructor(
    private readonly instances: Instances,
    private readonly handlers: JobHandlers,
    private readonly jobs: ChangeJob,
    private readonly completeJob: CompleteJob,
    private readonly failJob: FailJob,
    private readonly bpmnErrorJob: BpmnErrorJob,
    private readonly ids: Ids,
  ) {}

  /** Never throws: what goes wrong is the job's failure, or is left to the next holder when even that cannot be written. */
  async run(job: JobRow, holder: Holder): Promise<void> {
    try {
      const answer = job.jobType === 'continue' ? await this.goOn(job, holder) : await this.handle(job, holder);
      if (!isRejection(answer) || settled.has(answer.code)) return;
      await this.fail(job, holder, new OperationalError(answer.message));
    } catch (error) {
      await this.fail(job, holder, error);
    }
  }

  private goOn(job: JobRow, holder: Holder): Promise<unknown> {
    return this.jobs.step(this.command(), job.id, (row) => {
      const refused = refuseHolder(row, holder);
      return refused ?? { trigger: { type: 'continue', jobId: job.id, place: job }, answer: () => ({ jobId: job.id }) };
    });
  }

  private async handle(job: JobRow, holder: Holder): Promise<Rejection | object> {
    const handler = this.handlers.find(job.topic);
    const loaded = await this.instances.load(job.instanceId);
    if (!handler || !loaded) return {};
    const snapshot = await loaded.at(job);
    const { variables } = visibleVariables(snapshot, job.tokenId);
    const { scopeId, tokenId, id: jobId } = job;
    const listener = listenerAt(loaded.process, snapshot, { scopeId, tokenId, jobId });
    const answer = await handler.handle({
      job,
      institution: job.institution,
      variables,
      ...(listener && { listener }),
      idempotencyKey: job.id,
    });
    reach('job-done');
    if (!('bpmnError' in answer)) return this.completeJob.run(this.command(), job.id, holder, answer);
    const { bpmnError, variables: written } = answer;
    return this.bpmnErrorJob.run(this.command(), job.id, holder, {
      errorCode: bpmnError.code,
      ...(bpmnError.message !== undefined && { errorMessage: bpmnError.message }),
      variables: written,
    });
  }

  private async fail(job: JobRow, holder: Holder, error: unknown): Promise<void> {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    // what a script or a register says of it may name people: it stands with the incident
    this.log.warn({ message: 'a job failed', jobId: job.id, topic: job.topic, instanceId: job.instanceId });
    try {
      await this.failJob.run(this.command(), job.id, holder, { message, ...(stack !== undefined && { details: stack }) });
    } catch (second) {
      this.log.error({ message: 'the failure of a job could not be written', jobId: job.id, error: String(second) });
    }
  }

  private command(): Command {
    return { id: this.ids.next(), account: 'system' };
  }
}
