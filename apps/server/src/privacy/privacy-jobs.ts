import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { PrivacyJobView, Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { FileStore } from '../platform/files/file-store.ts';
import { Ids } from '../platform/ids.ts';
import { commit } from './commit.ts';
import { JobOutput } from './job-output.ts';
import { guardians, institutionsOf } from './rights.ts';
import type { ExportFormat, JobResult, PrivacyJobRow } from './tables.ts';
import { exportFormats, privacyJobTable } from './tables.ts';

export type Progress = (done: number, total: number) => void;
/** Gives what is known in the end beside the files that it wrote. */
export type Work = (progress: Progress, output: JobOutput) => Promise<JobResult>;

const tellMillis = 500;
/** A job of which nothing was heard for that long died with its replica. */
const silenceMillis = 15 * 60_000;

/** Long work that goes on while its page is left. Only who began it sees it. */
@Injectable()
export class PrivacyJobs implements BeforeApplicationShutdown {
  private readonly logger = new Logger('privacy job');
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly store: FileStore,
  ) {}

  async begin(
    { account }: Pick<Actor, 'account'>,
    kind: PrivacyJobView['kind'],
    institution: string,
    work: Work,
  ): Promise<PrivacyJobView> {
    const row: PrivacyJobRow = {
      id: this.ids.next(),
      institution,
      account,
      kind,
      state: 'running',
      done: 0,
      total: 0,
      result: null,
      createdAt: this.clock.now(),
      endedAt: null,
      revision: 1,
    };
    await commit(this.committer, (changes) => changes.insert(privacyJobTable, row));
    const run = this.run(row.id, work).finally(() => this.running.delete(run));
    this.running.add(run);
    return view(row);
  }

  /** Rejections: `not-found`, for the jobs of others too. */
  async find(actor: Actor, id: string): Promise<PrivacyJobView | Rejection> {
    const row = await this.row(actor, id);
    if (!row) return gone(id);
    const isSilent = row.state === 'running' && this.clock.now() - row.createdAt > silenceMillis && !this.running.size;
    return view(isSilent ? { ...row, state: 'failed' } : row);
  }

  async file(
    actor: Actor,
    id: string,
    format: ExportFormat,
  ): Promise<{ stream: Readable; size: number; job: PrivacyJobRow } | Rejection> {
    const job = await this.row(actor, id);
    const hash = job?.result?.stored?.[format];
    const file = hash === undefined ? undefined : await this.store.open(hash);
    return job && file ? { ...file, job } : gone(id);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.running);
  }

  private async row(actor: Actor, id: string): Promise<PrivacyJobRow | undefined> {
    const row = await this.database.reader.byId(privacyJobTable, id);
    return row?.account === actor.account && mayStillSee(actor, row) ? row : undefined;
  }

  private async run(id: string, work: Work): Promise<void> {
    let told = 0;
    let telling: Promise<unknown> = Promise.resolve();
    const write = (set: Partial<PrivacyJobRow>) => commit(this.committer, (changes) => changes.update(privacyJobTable, id, set));
    const progress: Progress = (done, total) => {
      const now = this.clock.now();
      if (now - told < tellMillis) return;
      told = now;
      telling = telling.then(() => write({ done, total })).catch(() => undefined);
    };
    const output = new JobOutput(this.store, id);
    try {
      const known = await work(progress, output);
      const stored = await output.keep();
      await telling;
      const result = Object.keys(stored).length > 0 ? { ...known, stored } : known;
      await write({ state: 'done', result, endedAt: this.clock.now() });
    } catch (error) {
      this.logger.error({ message: 'a job failed', job: id, error: (error as Error).stack });
      await telling;
      await output.discard();
      await write({ state: 'failed', endedAt: this.clock.now() }).catch(() => undefined);
    }
  }
}

const gone = (id: string) => rejected('not-found', `There is no job ${id}. Its result is kept for a day.`);

const view = ({ id, kind, state, done, total, result, createdAt, endedAt }: PrivacyJobRow): PrivacyJobView => ({
  id,
  kind,
  state,
  done,
  total,
  ...(result?.verification && { verification: result.verification }),
  ...(result?.erased && { erased: result.erased }),
  files: exportFormats.filter((format) => result?.stored?.[format] !== undefined),
  createdAt,
  ...(endedAt !== null && { endedAt }),
});

/** What concerns a person is for who guards personal data now; the audit is for all whom the route lets in. */
const mayStillSee = (actor: Actor, { kind }: PrivacyJobRow): boolean =>
  kind === 'verify' || kind === 'audit-export' || institutionsOf(actor, guardians).length > 0;
