import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { Repeat } from '../platform/repeat.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { bulkJobTable } from './tables.ts';

const hour = 3_600_000;
/** What became of each task can be read for so long; what was done stands in the audit. */
const kept = 30 * 24 * hour;
const atOnce = 20;

/** Takes away jobs that are long finished, and with them their tasks' names. */
@Injectable()
export class SweepBulk implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds = new Repeat('the sweep of finished bulk work', hour, () => this.run());

  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  async run(): Promise<void> {
    const before = this.clock.now() - kept;
    const old = await this.database.reader.find(bulkJobTable, 'finished_at < ?', [before], { orderBy: 'id', limit: atOnce });
    if (old.length === 0) return;
    const changes = new RowChanges();
    for (const { id } of old) changes.delete(bulkJobTable, id);
    await this.committer.commit({ guards: [], changes: changes.list(), commands: [], answer: undefined, afterCommit: [] });
  }
}
