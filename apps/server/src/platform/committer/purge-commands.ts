import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { purgeAnnouncements } from '../announcements/purge-announcements.ts';
import { Clock } from '../clock.ts';
import { commandTable } from '../command-table.ts';
import { Committer } from '../committer.ts';
import { Database } from '../database/database.ts';

const kept = 24 * 3_600_000;
const between = 10 * 60_000;
const atOnce = 500;

/** Deletes the commands that are older than 24 hours, a few at a time, so that no commit waits long for it. */
@Injectable()
export class PurgeCommands implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly database: Database;
  private readonly committer: Committer;
  private readonly clock: Clock;
  private readonly log = new Logger('commands');
  private timer: NodeJS.Timeout | undefined;

  constructor(database: Database, committer: Committer, clock: Clock) {
    this.database = database;
    this.committer = committer;
    this.clock = clock;
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      Promise.all([this.run(), purgeAnnouncements(this.database, this.committer, this.clock)]).catch((error: unknown) =>
        this.log.warn({ message: 'old commands and announcements were not deleted', error: String(error) }),
      );
    }, between);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** @returns how many were deleted */
  async run(): Promise<number> {
    let deleted = 0;
    for (;;) {
      const rows = await this.database.reader.query<{ id: string }>(
        'SELECT id FROM command WHERE created_at < ? ORDER BY created_at LIMIT ?',
        [this.clock.now() - kept, atOnce],
      );
      const changes = rows.map(({ id }) => ({ op: 'delete' as const, table: commandTable, id }));
      if (changes.length > 0)
        await this.committer.commit({ guards: [], changes, commands: [], answer: undefined, afterCommit: [] });
      deleted += changes.length;
      if (rows.length < atOnce) return deleted;
    }
  }
}
