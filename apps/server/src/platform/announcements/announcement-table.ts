import type { RowOf } from '../database/table.ts';
import { id, json, key, millis, table } from '../database/table.ts';
import type { Announcement } from './announcements.ts';

/** What replicas without Redis tell each other; kept a few minutes. */
export const announcementTable = table('announcement', {
  id: id(),
  /** Replica that committed it. */
  origin: key(),
  at: millis(),
  body: json<Pick<Announcement, 'cases' | 'rows'>>(),
});
export type AnnouncementRow = RowOf<typeof announcementTable>;
