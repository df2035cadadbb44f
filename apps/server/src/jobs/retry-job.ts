import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { administers } from '../identity/index.ts';
import { Database } from '../platform/database/database.ts';
import type { Command } from '../platform/write-plan.ts';
import { ChangeJob, changeRow } from './change-job.ts';
import { JobArrivals } from './job-arrivals.ts';
import { jobGone, unlocked } from './job-rules.ts';
import type { JobRow } from './tables.ts';
import { incidentTable } from './tables.ts';

/** An administrator gives a job new tries, at once; its incident ends with that. */
@Injectable()
export class RetryJob {
  constructor(
    private readonly jobs: ChangeJob,
    private readonly database: Database,
    private readonly arrivals: JobArrivals,
  ) {}

  /** Rejections: `job-not-open`, those of `Instances.command`. */
  async run(
    command: Command,
    actor: Actor,
    jobId: string,
    retries: number,
  ): Promise<{ jobId: string; retries: number } | Rejection> {
    const found = await this.jobs.find(jobId);
    if (!found) return jobGone(jobId);
    // who does not administer its institution does not learn that there is one
    if (!administers(actor, found.institution)) return jobGone(jobId);
    const answer = { jobId, retries };
    const tell = (): void => this.arrivals.tell(found.topic);
    const incident = await this.database.reader.findOne(incidentTable, 'job_id = ?', [jobId]);
    if (!incident)
      return this.jobs.row(
        command,
        jobId,
        (job, now) => ({ set: freshTries(job, retries, now), answer, afterCommit: tell }),
        'job-retried',
      );
    return this.jobs.step<{ jobId: string; retries: number }>(command, jobId, (job, { now }) => ({
      trigger: { type: 'retryIncident', incidentId: incident.id, place: incident },
      change: (changes) => {
        changeRow(changes, job, freshTries(job, retries, now));
        recordAct(changes, {
          id: command.id,
          at: now,
          account: actor.account,
          institution: job.institution,
          act: 'incident-retried',
          object: { type: 'incident', id: incident.id, instanceId: job.instanceId },
        });
      },
      answer: () => answer,
      afterCommit: tell,
    }));
  }
}

/** Who is at work on it keeps the lock; otherwise it may be taken at once. */
function freshTries({ lockExpiresAt }: JobRow, retries: number, now: number) {
  const isHeld = (lockExpiresAt ?? 0) > now;
  return { retries, failures: 0, ...(!isHeld && { ...unlocked, availableAt: now }) };
}
