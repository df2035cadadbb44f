import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { Repeat } from '../repeat.ts';
import type { RowChange } from '../write-plan.ts';
import { announcementTable } from './announcement-table.ts';
import type { Announcement, AnnouncementLink, AnnouncementListener } from './announcements.ts';
import { missedAnnouncements } from './announcements.ts';
import { kept } from './purge-announcements.ts';

const pollEvery = 1_000;
/** Longer than any commit takes from its writing to its end: rows that appear late are still looked for. */
const overlap = 30_000;

/**
 * Between replicas that share a database but no Redis: a row in the same commit, read by the others each second. Ids and times
 * do not become visible in their order, so each poll looks again at the half minute before the last one and leaves out what it has
 * told. A replica that stood still, or could not read, for so long that rows were deleted meanwhile is told to look at everything anew.
 */
export class DatabaseLink implements AnnouncementLink {
  private readonly database: Database;
  private readonly clock: Clock;
  private readonly origin: string;
  private readonly told = new Map<string, number>();
  private readonly since: number;
  /** When it was looked last. */
  private looked: number;
  private poll: Repeat | undefined;

  constructor(database: Database, clock: Clock, origin: string) {
    this.database = database;
    this.clock = clock;
    this.origin = origin;
    this.since = clock.now();
    this.looked = this.since;
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
    const now = this.clock.now();
    const from = Math.max(this.since, this.looked - overlap);
    const rows = await this.database.reader.find(announcementTable, 'at >= ? AND origin <> ?', [from, this.origin], {
      orderBy: 'at, id',
    });
    for (const { id, at, body } of rows) {
      if (this.told.has(id)) continue;
      this.told.set(id, at);
      receive({ id, ...body });
    }
    if (now - from > kept) receive(missedAnnouncements);
    this.looked = now;
    for (const [id, at] of this.told) if (at < from - overlap) this.told.delete(id);
  }
}
