import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { Repeat } from '../repeat.ts';
import type { RowChange } from '../write-plan.ts';
import { announcementTable } from './announcement-table.ts';
import type { Announcement, AnnouncementLink, AnnouncementListener } from './announcements.ts';

const pollEvery = 1_000;
/** Longer than any commit takes from its writing to its end: rows that appear late are still looked for. */
const overlap = 30_000;

/**
 * Between replicas that share a database but no Redis: a row in the same commit, read by the others each second. Ids and times
 * do not become visible in their order, so each poll looks again at the last half minute and leaves out what it has told.
 */
export class DatabaseLink implements AnnouncementLink {
  private readonly database: Database;
  private readonly clock: Clock;
  private readonly origin: string;
  private readonly told = new Map<string, number>();
  private since: number;
  private poll: Repeat | undefined;

  constructor(database: Database, clock: Clock, origin: string) {
    this.database = database;
    this.clock = clock;
    this.origin = origin;
    this.since = clock.now();
  }

  rowsFor({ id, cases, rows }: Announcement): RowChange[] {
    const row = { id, origin: this.origin, at: this.clock.now(), body: { cases, rows } };
    return [{ op: 'insert', table: announcementTable, row }];
  }

  start(receive: AnnouncementListener): void {
    this.poll = new Repeat('looking for announcements', pollEvery, () => this.look(receive));
    this.poll.start();
  }

  async stop(): Promise<void> {
    await this.poll?.stop();
  }

  /** One round. */
  async look(receive: AnnouncementListener): Promise<void> {
    const from = Math.max(this.since, this.clock.now() - overlap);
    const rows = await this.database.reader.find(announcementTable, 'at >= ? AND origin <> ?', [from, this.origin], {
      orderBy: 'at, id',
    });
    for (const { id, at, body } of rows) {
      if (this.told.has(id)) continue;
      this.told.set(id, at);
      receive({ id, ...body });
    }
    for (const [id, at] of this.told) if (at < from - overlap) this.told.delete(id);
  }
}
