import type { Clock } from '../clock.ts';
import type { Committer } from '../committer.ts';
import type { Database } from '../database/database.ts';
import { announcementTable } from './announcement-table.ts';

/** Milliseconds. */
export const kept = 5 * 60_000;
const atOnce = 500;

/** Deletes announcements that every replica has read long ago, a few at a time. Gives their number. */
export async function purgeAnnouncements(database: Database, committer: Committer, clock: Clock): Promise<number> {
  for (let deleted = 0; ;) {
    const rows = await database.reader.query<{ id: string }>('SELECT id FROM announcement WHERE at < ? ORDER BY at LIMIT ?', [
      clock.now() - kept,
      atOnce,
    ]);
    const changes = rows.map(({ id }) => ({ op: 'delete' as const, table: announcementTable, id }));
    if (changes.length > 0) await committer.commit({ guards: [], changes, commands: [], answer: undefined, afterCommit: [] });
    deleted += changes.length;
    if (rows.length < atOnce) return deleted;
  }
}
