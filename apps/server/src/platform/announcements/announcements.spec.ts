import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { migrations } from '../../migrations/index.ts';
import { VirtualClock } from '../clock.ts';
import { GroupCommitter } from '../committer/group-committer.ts';
import { Database } from '../database/database.ts';
import { planOf, thing, thingMigrations, thingTable } from '../testing/things.ts';
import { announcementTable } from './announcement-table.ts';
import type { Announcement } from './announcements.ts';
import { Announcements } from './announcements.ts';
import { DatabaseLink } from './database-link.ts';
import { purgeAnnouncements } from './purge-announcements.ts';

let counted = 0;
const nextId = () => `n${++counted}`;

describe('Announcements', () => {
  it('name the rows of watched tables once they are committed, and the case', async () => {
    const system = await startDatabaseSystem('SQLite');
    const database = await Database.open(await system.newConfig(), thingMigrations);
    const announcements = new Announcements(nextId);
    const committer = new GroupCommitter(database, new VirtualClock(0), {}, announcements);
    const heard: Announcement[] = [];
    announcements.listen((announcement) => heard.push(announcement));
    const write = (id: string) => committer.commit(planOf(null, (changes) => changes.insert(thingTable, thing(id))));
    await write('unwatched');
    announcements.watch('thing');
    await write('a');
    await expect(write('a')).rejects.toThrow();
    expect(heard.map(({ rows }) => rows)).toEqual([[{ table: 'thing', id: 'a' }]]);
    await committer.stop();
    await database.close();
    await system.stop();
  });
});

describe.each(databaseNames)('Announcements through the database on %s', (name) => {
  let system: DatabaseSystem;
  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());

  it('reach the others once each, late commits too, and are deleted in time', async () => {
    const clock = new VirtualClock(1_000_000);
    const database = await Database.open(await system.newConfig(), migrations);
    const committer = new GroupCommitter(database, clock);
    const mine = new DatabaseLink(database, clock, 'mine');
    const other = new DatabaseLink(database, clock, 'other');
    const heard: string[] = [];
    const listen = () => mine.look(({ id }) => heard.push(id));
    const write = async (link: DatabaseLink, id: string) =>
      committer.commit({
        guards: [],
        changes: link.rowsFor({ id, cases: ['c'], rows: [] }),
        commands: [],
        answer: null,
        afterCommit: [],
      });

    const late = other.rowsFor({ id: 'late', cases: ['c'], rows: [] });
    clock.advance(2_000);
    await write(other, 'early');
    await write(mine, 'own');
    await listen();
    expect(heard).toEqual(['early']);
    await committer.commit({ guards: [], changes: late, commands: [], answer: null, afterCommit: [] });
    clock.advance(5_000);
    await listen();
    await listen();
    expect(heard).toEqual(['early', 'late']);

    clock.advance(10 * 60_000);
    await write(other, 'fresh');
    expect(await purgeAnnouncements(database, committer, clock)).toBe(3);
    expect((await database.reader.find(announcementTable)).map(({ id }) => id)).toEqual(['fresh']);
    await committer.stop();
    await database.close();
  });

  it('reach a replica that stood still for a minute; after many it is told to look at everything anew', async () => {
    const clock = new VirtualClock(1_000_000);
    const database = await Database.open(await system.newConfig(), migrations);
    const committer = new GroupCommitter(database, clock);
    const mine = new DatabaseLink(database, clock, 'mine');
    const other = new DatabaseLink(database, clock, 'other');
    const heard: string[] = [];
    const listen = () => mine.look(({ id }) => heard.push(id));
    await listen();
    clock.advance(1_000);
    const changes = other.rowsFor({ id: 'meanwhile', cases: ['c'], rows: [] });
    await committer.commit({ guards: [], changes, commands: [], answer: null, afterCommit: [] });
    clock.advance(60_000);
    await listen();
    expect(heard).toEqual(['meanwhile']);
    clock.advance(6 * 60_000);
    await listen();
    expect(heard).toEqual(['meanwhile', 'missed']);
    clock.advance(1_000);
    await listen();
    expect(heard).toHaveLength(2);
    await committer.stop();
    await database.close();
  });
});
