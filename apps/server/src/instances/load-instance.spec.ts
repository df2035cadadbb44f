import { describe, expect, it } from '@jest/globals';
import { snapshotVersion } from '@gaita/engine';
import type { Definition, Definitions } from '../models/index.ts';
import type { Announcement, AnnouncementListener } from '../platform/announcements/announcements.ts';
import { Announcements, missedAnnouncements } from '../platform/announcements/announcements.ts';
import type { Database } from '../platform/database/database.ts';
import { LoadInstance } from './load-instance.ts';
import type { PartReader } from './read-parts.ts';
import type { InstanceRow } from './tables.ts';

describe('An instance in memory', () => {
  const row = (id: string) =>
    ({ id, definitionId: 'd', revision: 1, snapshot: JSON.stringify({ v: snapshotVersion, scopes: {} }) }) as InstanceRow;

  /** @param link brings what another replica says */
  const loading = () => {
    let say: AnnouncementListener = () => undefined;
    const link = { start: (receive: AnnouncementListener) => void (say = receive), stop: async () => undefined };
    const announcements = new Announcements(() => 'a', link);
    announcements.start();
    const read: string[] = [];
    const reader = { byId: async (_: unknown, id: string) => (read.push(id), row(id)) };
    const load = new LoadInstance(
      { reader } as unknown as Database,
      { byId: async () => ({}) as Definition } as unknown as Definitions,
      {} as PartReader,
      announcements,
    );
    return { load, read, announcements, say: (announcement: Announcement) => say(announcement) };
  };

  it('is read again once another replica says that it changed it, and only then', async () => {
    const { load, read, announcements, say } = loading();
    for (const id of ['one', 'two']) await load.run(id);
    say({ id: 'x', cases: ['one'], rows: [] });
    announcements.committed({ id: 'own', cases: ['two'], rows: [] });
    expect((await load.run('one'))?.fromMemory).toBe(false);
    expect((await load.run('two'))?.fromMemory).toBe(true);
    expect(read).toEqual(['one', 'two', 'one']);
  });

  it('is read again when nobody can say what others changed', async () => {
    const { load, say } = loading();
    await load.run('one');
    say(missedAnnouncements);
    expect((await load.run('one'))?.fromMemory).toBe(false);
  });
});
