import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { People } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { Repeat } from '../platform/repeat.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { DoBulkItem } from './do-bulk-item.ts';
import type { BulkItemRow, BulkJobRow } from './tables.ts';
import { bulkItemTable, bulkJobTable } from './tables.ts';

/** Tasks after which progress is written down. */
const portion = 25;
/** How long a replica may be busy with a portion before another one takes over, milliseconds. */
const lease = 60_000;
const sweepEvery = 2_000;

/** Works through jobs in portions; what a replica leaves behind when it stops, the next one goes on with. */
@Injectable()
export class RunBulk implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('bulk');
  private readonly repeat = new Repeat('the sweep of bulk work', sweepEvery, () => this.runAll());
  private working: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly people: People,
    private readonly items: DoBulkItem,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.repeat.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.repeat.stop();
    await this.working;
  }

  /** There is something to do now. Never throws, waits for nothing. */
  wake(): void {
    this.runAll().catch((error: unknown) => this.log.warn({ message: 'bulk work goes on later', error: String(error) }));
  }

  /** Ends when nothing is left to do. */
  runAll(): Promise<void> {
    this.working ??= this.work().finally(() => (this.working = undefined));
    return this.working;
  }

  private async work(): Promise<void> {
    while (!this.stopping) {
      const now = this.clock.now();
      const [job] = await this.committer.claim({
        table: bulkJobTable,
        where: "state = 'running' AND claimed_until <= ?",
        parameters: [now],
        orderBy: 'created_at, id',
        limit: 1,
        set: (row) => ({ claimedUntil: now + lease, revision: row.revision + 1 }),
      });
      if (!job) return;
      await this.doPortion(job);
    }
  }

  private async doPortion(job: BulkJobRow): Promise<void> {
    const waiting = await this.database.reader.find(bulkItemTable, "job_id = ? AND state = 'waiting'", [job.id], {
      orderBy: 'position',
      limit: portion,
    });
    const person = await this.people.byAccount(job.account);
    const actor = person && (await this.people.actorOf(person, 'basic'));
    const changes = new RowChanges();
    const counts = { done: 0, failed: 0 };
    for (const item of waiting) {
      const answer = actor ? await this.items.run(actor, job, item) : closedAccount(job);
      this.note(changes, item, isRejection(answer) ? answer : undefined);
      counts[isRejection(answer) ? 'failed' : 'done']++;
    }
    const isOver = waiting.length < portion;
    const { done, failed } = job;
    const guard = changes.revise(bulkJobTable, job, {
      done: done + counts.done,
      failed: failed + counts.failed,
      claimedUntil: 0,
      ...(isOver && { state: 'finished', finishedAt: this.clock.now() }),
    });
    // lost: another replica took over; doing an item again answers as the first time
    await this.committer.commit({ guards: [guard], changes: changes.list(), commands: [], answer: undefined, afterCommit: [] });
  }

  private note(changes: RowChanges, { id }: BulkItemRow, refused: Rejection | undefined): void {
    changes.update(bulkItemTable, id, {
      state: refused ? 'failed' : 'done',
      code: refused?.code ?? null,
      message: refused?.message ?? null,
      details: refused?.details ?? null,
      at: this.clock.now(),
    });
  }
}

const closedAccount = ({ account }: BulkJobRow): Rejection =>
  rejected('not-allowed', `The account ${account} is closed.`, { account });
