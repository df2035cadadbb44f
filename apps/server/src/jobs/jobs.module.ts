import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { InstancesModule, RecordAppliers } from '../instances/index.ts';
import { jobApplier } from './apply-job-records.ts';
import { BpmnErrorJob } from './bpmn-error-job.ts';
import { ChangeJob } from './change-job.ts';
import { CompleteJob } from './complete-job.ts';
import { ExtendLock } from './extend-lock.ts';
import { FailJob } from './fail-job.ts';
import { FetchAndLock } from './fetch-and-lock.ts';
import { JobArrivals } from './job-arrivals.ts';
import { JobHandlers } from './job-handlers.ts';
import { JobRunner, renewEvery } from './job-runner.ts';
import { JobsController } from './jobs.controller.ts';
import { Repeat } from '../platform/repeat.ts';
import { ListIncidents } from './list-incidents.ts';
import { RetryIncident } from './retry-incident.ts';
import { RetryJob } from './retry-job.ts';
import { RunJob } from './run-job.ts';
import { jobUndo } from './undo-jobs.ts';
import { UnlockJob } from './unlock-job.ts';

/** Work without a wake-up is found after this many milliseconds: left by a crash, made by another replica, due for another try. */
const sweepEvery = 2_000;

/** Work that leaves the process: external workers, built-in topics, the rest of long steps, incidents. */
@Module({
  imports: [IdentityModule, InstancesModule],
  controllers: [JobsController],
  providers: [
    JobHandlers,
    JobArrivals,
    ChangeJob,
    FetchAndLock,
    CompleteJob,
    FailJob,
    BpmnErrorJob,
    ExtendLock,
    UnlockJob,
    RetryJob,
    RetryIncident,
    ListIncidents,
    RunJob,
    JobRunner,
  ],
  exports: [
    JobHandlers,
    JobRunner,
    FetchAndLock,
    CompleteJob,
    FailJob,
    BpmnErrorJob,
    ExtendLock,
    UnlockJob,
    RetryJob,
    RetryIncident,
    ListIncidents,
  ],
})
export class JobsModule implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly sweep: Repeat;
  private readonly renewal: Repeat;

  constructor(
    private readonly appliers: RecordAppliers,
    private readonly arrivals: JobArrivals,
    private readonly runner: JobRunner,
  ) {
    this.sweep = new Repeat('the sweep of jobs', sweepEvery, () => this.runner.runDue());
    this.renewal = new Repeat('the renewal of locks of jobs', renewEvery, () => this.runner.renew());
  }

  onModuleInit(): void {
    const wake = (topic: string) => this.arrivals.tell(topic);
    this.appliers.register(jobApplier(wake), jobUndo(wake));
    this.arrivals.listen((topic) => this.runner.wake(topic));
  }

  onApplicationBootstrap(): void {
    this.sweep.start();
    this.renewal.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runner.stop();
    await this.renewal.stop();
    await this.sweep.stop();
  }
}
