import { Injectable } from '@nestjs/common';
import type { Rejection, Variables, VariableTypes } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { visibleVariables } from '@gaita/engine';
import type { Actor } from '../identity/index.ts';
import { administers } from '../identity/index.ts';
import { Instances } from '../instances/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { JobArrivals } from './job-arrivals.ts';
import { JobHandlers } from './job-handlers.ts';
import type { JobRow } from './tables.ts';
import { jobTable } from './tables.ts';

export interface TopicRequest {
  readonly topic: string;
  /** Milliseconds. */
  readonly lockDuration: number;
  readonly businessKey?: string;
  readonly processKeys?: readonly string[];
  readonly definitionIds?: readonly string[];
  /** Only jobs of these institutions, of those that the worker serves. */
  readonly institutions?: readonly string[];
}

export interface FetchRequest {
  readonly workerId: string;
  readonly maxJobs: number;
  readonly usePriority: boolean;
  readonly topics: readonly TopicRequest[];
  /** Milliseconds to wait for work when there is none; 0: answer at once. */
  readonly waitFor: number;
}

/** A job with what its worker sees of the case. */
export interface FetchedJob {
  readonly job: JobRow;
  readonly variables: Variables;
  readonly types: VariableTypes;
}

/** Jobs that another replica made, or whose lock ran out, are found by asking again after this many milliseconds. */
const askAgainAfter = 1_000;

/** A worker takes jobs of its topics: the lock is theirs until it runs out. */
@Injectable()
export class FetchAndLock {
  constructor(
    private readonly committer: Committer,
    private readonly instances: Instances,
    private readonly handlers: JobHandlers,
    private readonly arrivals: JobArrivals,
    private readonly clock: Clock,
  ) {}

  /**
   * @param stop given when the worker has hung up
   * Rejections: `not-allowed` (workers are administrators' accounts), `invalid-request` (a topic that Gaita does itself).
   */
  async run(actor: Actor, request: FetchRequest, stop: AbortSignal): Promise<FetchedJob[] | Rejection> {
    const served = actor.signedInBy === 'system' ? undefined : actor.institutions.filter((id) => administers(actor, id));
    if (served?.length === 0)
      return rejected('not-allowed', 'Jobs are for workers, which sign in with an administrator account.');
    const own = request.topics.find(({ topic }) => this.handlers.find(topic));
    if (own) return rejected('invalid-request', `Gaita does jobs of topic ${own.topic} itself.`, { topic: own.topic });
    const topics = new Set(request.topics.map(({ topic }) => topic));
    const until = performance.now() + request.waitFor;
    for (;;) {
      const jobs = request.topics.length === 0 ? [] : await this.claim(request, served);
      const left = until - performance.now();
      if (jobs.length > 0 || left <= 0 || stop.aborted) return this.withVariables(jobs);
      await this.arrivals.next(topics, Math.min(left, askAgainAfter), stop);
    }
  }

  private claim(
    { workerId, topics, maxJobs, usePriority }: FetchRequest,
    served: readonly string[] | undefined,
  ): Promise<JobRow[]> {
    const now = this.clock.now();
    const asked = topics.map((request) => conditionOf(request));
    const durations = new Map(topics.map(({ topic, lockDuration }) => [topic, lockDuration]));
    const scope = served ? [{ sql: 'institution IN (?)', parameter: served }] : [];
    return this.committer.claim({
      table: jobTable,
      where: [
        "job_type = 'topic' AND retries > 0 AND available_at <= ?",
        ...scope.map(({ sql }) => sql),
        `(${asked.map(({ sql }) => sql).join(' OR ')})`,
      ].join(' AND '),
      parameters: [now, ...scope.map(({ parameter }) => parameter), ...asked.flatMap(({ parameters }) => parameters)],
      orderBy: usePriority ? 'priority DESC, available_at, id' : 'available_at, id',
      limit: maxJobs,
      set: (job) => locked(job, workerId, now + (durations.get(job.topic) ?? 0)),
    });
  }

  private async withVariables(jobs: readonly JobRow[]): Promise<FetchedJob[]> {
    const fetched: FetchedJob[] = [];
    for (const job of jobs) {
      const loaded = await this.instances.load(job.instanceId);
      if (loaded) fetched.push({ job, ...visibleVariables(await loaded.at(job), job.tokenId) });
    }
    return fetched;
  }
}

/** Columns of a job that somebody takes. */
export const locked = ({ lockNumber, revision }: JobRow, lockOwner: string, until: number) => ({
  lockOwner,
  lockExpiresAt: until,
  availableAt: until,
  lockNumber: lockNumber + 1,
  revision: revision + 1,
});

function conditionOf({ topic, businessKey, processKeys, definitionIds, institutions }: TopicRequest): {
  sql: string;
  parameters: unknown[];
} {
  const parts = ['topic = ?'];
  const parameters: unknown[] = [topic];
  const add = (sql: string, parameter: unknown): void => {
    if (parameter === undefined) return;
    parts.push(sql);
    parameters.push(parameter);
  };
  add('business_key = ?', businessKey);
  add('process_key IN (?)', processKeys);
  add('definition_id IN (?)', definitionIds);
  add('institution IN (?)', institutions);
  return { sql: `(${parts.join(' AND ')})`, parameters };
}
