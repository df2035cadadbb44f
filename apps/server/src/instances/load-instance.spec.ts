import { describe, expect, it } from '@jest/globals';
import { snapshotVersion } from '@gaita/engine';
import type { Definition, Definitions } from '../models/index.ts';
import type { Announcement, AnnouncementListener } from '../platform/announcements/announcements.ts';
import { Announcements, missedAnnouncements } from '../platform/announcements/announcements.ts';
import type { Database } from '../platform/database/database.ts';
import type { StoredInstance } from './load-instance.ts';
import { LoadInstance } from './load-instance.ts';
import type { PartReader, ReadParts } from './read-parts.ts';
import type { InstanceRow } from './tables.ts';

describe('An instance in memory', () => {
  const row = (id: string) =>
    ({ id, definitionId: 'd', revision: 1, snapshot: JSON.stringify({ v: snapshotVersion, scopes: {} }) }) as InstanceRow;

  interface Found {
    readonly stored?: InstanceRow | undefined;
    readonly definition?: Definition | undefined;
    own?(): ReadParts | undefined;
  }

  const loading = (found: Found = {}) => {
    let say: AnnouncementListener = () => undefined;
    const link = { start: (receive: AnnouncementListener) => void (say = receive), stop: async () => undefined };
    const announcements = new Announcements(() => 'a', link);
    announcements.start();
    const read: string[] = [];
    const asked: unknown[] = [];
    const reader = {
      byId: async (_: unknown, id: string) => (read.push(id), 'stored' in found ? found.stored : row(id)),
      query: async (_: string, [id]: readonly string[]) => (read.push(`revision of ${id}`), [{ revision: '1' }]),
    };
    const definition = 'definition' in found ? found.definition : ({} as Definition);
    const own = async (...of: unknown[]) => (asked.push(of), found.own?.());
    const load = new LoadInstance(
      { reader } as unknown as Database,
      { byId: async () => definition } as unknown as Definitions,
      { own } as unknown as PartReader,
      announcements,
    );
    return { load, read, asked, announcements, say: (announcement: Announcement) => say(announcement) };
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

  describe('is kept', () => {
    const of = (id: string, characters: number, more: object = {}) =>
      ({
        row: { ...row(id), snapshot: 'x'.repeat(characters) },
        snapshot: {},
        parts: new Map(),
        ...more,
      }) as unknown as StoredInstance;
    const isKept = async (stored: StoredInstance) => {
      const { load } = loading();
      load.keep(stored);
      return (await load.run(stored.row.id))!.fromMemory;
    };

    it('up to 32 KB with its parts, with items apart up to 256 KB', async () => {
      const parts = new Map([
        ['a', 10_000],
        ['b', 2_768],
      ]);
      const apart = { snapshot: { apart: {} } };
      const asked = [
        of('one', 32_768),
        of('one', 32_769),
        of('one', 20_000, { parts }),
        of('one', 20_001, { parts }),
        of('one', 262_144, apart),
        of('one', 262_145, apart),
        of('one', 1, { snapshot: { ended: 'completed' } }),
      ];
      expect(await Promise.all(asked.map(isKept))).toEqual([true, false, true, false, true, false, false]);
    });

    it('in the place of what was kept before, and not beyond its end or its growth', async () => {
      const { load, read } = loading();
      load.keep(of('one', 1));
      load.keep(of('one', 40_000));
      expect((await load.run('one'))!.fromMemory).toBe(false);
      load.forget('one');
      expect((await load.run('one'))!.fromMemory).toBe(false);
      expect((await load.run('one', true))!.fromMemory).toBe(false);
      expect(read).toEqual(['one', 'one', 'one']);
    });

    it('among the last 2,000', async () => {
      const { load } = loading();
      for (let at = 0; at < 2_000; at++) load.keep(of(`c${at}`, 1));
      load.keep(of('c0', 1));
      load.keep(of('one more', 1));
      const [first, second, third] = [await load.run('c0'), await load.run('c2'), await load.run('c1')];
      expect([first, second, third].map((each) => each!.fromMemory)).toEqual([true, true, false]);
    });
  });

  it('is read with its own part where items are stored apart, again while it changes', async () => {
    const stored = { ...row('one'), snapshot: JSON.stringify({ v: snapshotVersion, scopes: {}, apart: {} }) };
    const parts = { scopes: { one: { element: 'p' } }, rows: new Map([['one', 9]]) };
    const found = [undefined, parts];
    const { load, read, asked } = loading({ stored, own: () => found.shift() });
    const { fromMemory, ...whole } = (await load.run('one'))!;
    expect(whole).toMatchObject({ row: stored, snapshot: { apart: {}, scopes: parts.scopes }, parts: parts.rows });
    expect([fromMemory, read, asked]).toEqual([
      false,
      ['one', 'one'],
      [
        ['one', 1],
        ['one', 1],
      ],
    ]);
    const changing = loading({ stored, own: () => undefined });
    await expect(changing.load.run('one')).rejects.toThrow('Others keep changing instance one.');
    expect(changing.read).toHaveLength(5);
  });

  it('is not there when it is over, and not without its model', async () => {
    const gone = loading({ stored: undefined });
    gone.load.keep({ row: row('one'), snapshot: {}, parts: new Map() } as unknown as StoredInstance);
    expect(await gone.load.run('one', true)).toBeUndefined();
    expect(await gone.load.run('one')).toBeUndefined();
    await expect(loading({ definition: undefined }).load.run('one')).rejects.toThrow(
      'Instance one belongs to definition d, which does not exist',
    );
  });

  it('counts for who only reads while the database has the same revision', async () => {
    const { load, read } = loading();
    expect(await load.current('one')).toMatchObject({ row: { revision: 1 } });
    expect(await load.current('one')).toMatchObject({ row: { revision: 1 } });
    expect(read).toEqual(['one', 'revision of one']);
    load.keep({ row: { ...row('one'), revision: 2 }, snapshot: {}, parts: new Map() } as unknown as StoredInstance);
    expect(await load.current('one')).toMatchObject({ row: { revision: 1 } });
    expect(read.slice(2)).toEqual(['revision of one', 'one']);
  });

  it('is opened at its revision, with the parts that are here', () => {
    const parts = new Map([['one', 9]]);
    const open = loading().load.open({ row: row('one'), snapshot: { v: 2 }, parts } as unknown as StoredInstance);
    expect([open.snapshot, open.known]).toEqual([{ v: 2 }, parts]);
  });

  it('stays when others changed rows that belong to no case', async () => {
    const { load, say } = loading();
    await load.run('one');
    say({ id: 'x', cases: [], rows: [{ table: 't', id: 'r' }] });
    expect((await load.run('one'))?.fromMemory).toBe(true);
  });
});
