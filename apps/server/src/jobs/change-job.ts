import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import { systemActor } from '../identity/index.ts';
import type { Decision, LoadedInstance } from '../instances/index.ts';
import { Instances } from '../instances/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import type { Command, Guard } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { jobGone } from './job-rules.ts';
import type { JobRow } from './tables.ts';
import { jobTable } from './tables.ts';

type JobChanges = Partial<Omit<JobRow, 'id' | 'revision'>>;

/** What commands on one job share: they read it afresh, rely on its revision, and rise it. What a person or their program does with it is in the audit. */
@Injectable()
export class ChangeJob {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly instances: Instances,
    private readonly clock: Clock,
  ) {}

  find(jobId: string): Promise<JobRow | undefined> {
    return this.database.reader.byId(jobTable, jobId);
  }

  /**
   * Changes only the job's row; the case stands still. Rejections: `job-not-open`, what `decide` refuses.
   * @param act as the audit calls it; absent: nothing of which it tells
   */
  row<A>(
    command: Command,
    jobId: string,
    decide: (job: JobRow, now: number) => { set: JobChanges; answer: A; afterCommit?: () => void } | Rejection,
    act?: string,
  ): Promise<A | Rejection> {
    return this.committer.run(command, async () => {
      const job = await this.find(jobId);
      if (!job) return jobGone(jobId);
      const now = this.clock.now();
      const decided = decide(job, now);
      if (isRejection(decided)) return decided;
      const changes = new RowChanges();
      changeRow(changes, job, decided.set);
      if (act !== undefined) recordJobAct(changes, command, job, act, now);
      return {
        instanceId: job.instanceId,
        guards: [guardOf(job)],
        changes: changes.list(),
        commands: [{ command, answer: decided.answer }],
        answer: decided.answer,
        afterCommit: decided.afterCommit ? [decided.afterCommit] : [],
      };
    });
  }

  /** Lets the case go on; `act` as for `row`. Rejections: `job-not-open`, what `decide` refuses, those of `Instances.command`. */
  async step<A>(
    command: Command,
    jobId: string,
    decide: (job: JobRow, loaded: LoadedInstance) => Promise<Decision<A> | Rejection> | Decision<A> | Rejection,
    act?: string,
  ): Promise<A | Rejection> {
    const found = await this.find(jobId);
    if (!found) return (await this.committer.replay<A>(command)) ?? jobGone(jobId);
    const answer = await this.instances.command(command, found.instanceId, async (loaded) => {
      const job = await this.find(jobId);
      if (!job) return jobGone(jobId);
      const decided = await decide(job, loaded);
      if (isRejection(decided)) return decided;
      return {
        ...decided,
        guards: [...(decided.guards ?? []), guardOf(job)],
        change: (changes, records) => {
          decided.change?.(changes, records);
          if (act !== undefined) recordJobAct(changes, command, job, act, loaded.now);
        },
      };
    });
    return isRejection(answer) && (answer.code === 'instance-unknown' || answer.code === 'instance-ended')
      ? jobGone(jobId)
      : answer;
  }
}

export const guardOf = ({ id, revision }: JobRow): Guard => ({ table: jobTable, id, revision, mode: 'write' });

/** What Gaita does itself the journal tells. */
function recordJobAct(changes: RowChanges, { id, account }: Command, job: JobRow, act: string, at: number): void {
  if (account === systemActor.account) return;
  const { id: jobId, institution, instanceId } = job;
  recordAct(changes, { id, at, account, institution, act, object: { type: 'job', id: jobId, instanceId } });
}

export function changeRow(changes: RowChanges, job: JobRow, set: JobChanges): void {
  changes.update(jobTable, job.id, { ...set, revision: job.revision + 1 });
}
