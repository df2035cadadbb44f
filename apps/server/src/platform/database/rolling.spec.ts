import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mysql from 'mysql2/promise';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { eventually } from '../../../../../test/support/throw-away.ts';
import { VirtualClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { GroupCommitter } from '../committer/group-committer.ts';
import { planOf, thing, thingMigrations, thingTable } from '../testing/things.ts';
import { Database } from './database.ts';
import type { MigrationClass } from './migrate.ts';
import { migrate } from './migrate.ts';
import { connectionOptions, openMysql } from './open-mysql.ts';
import { ProgramLevel, timestampOf } from './program-level.ts';

let made = 0;

/** The next release: another column and another table. */
class Colours1700000003000 implements MigrationInterface {
  readonly name = 'Colours1700000003000';

  async up(runner: QueryRunner): Promise<void> {
    made += 1;
    if (!(await runner.hasColumn('thing', 'colour'))) await runner.query('ALTER TABLE thing ADD COLUMN colour varchar(20) NULL');
    await runner.query('CREATE TABLE IF NOT EXISTS colour (id varchar(36) NOT NULL PRIMARY KEY)');
  }

  async down(): Promise<void> {}
}

/** The release after that: what programs before `Colours` wrote is gone. */
class Contract1700000003000OldNotes1700000004000 implements MigrationInterface {
  readonly name = 'Contract1700000003000OldNotes1700000004000';

  async up(runner: QueryRunner): Promise<void> {
    if (await runner.hasColumn('thing', 'note')) await runner.query('ALTER TABLE thing DROP COLUMN note');
  }

  async down(): Promise<void> {}
}

const first = thingMigrations;
const second: readonly MigrationClass[] = [...first, Colours1700000003000];
const third: readonly MigrationClass[] = [...second, Contract1700000003000OldNotes1700000004000];
const shared = databaseNames.filter((name) => name !== 'SQLite');

describe.each(shared)('Replicas of several releases on one database of %s', (name) => {
  let system: DatabaseSystem;
  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());

  const insert = async (database: Database, id: string): Promise<void> => {
    const committer = new GroupCommitter(database, new VirtualClock(0));
    await committer.commit(planOf(null, (changes) => void changes.insert(thingTable, thing(id))));
    await committer.stop();
  };

  /** As `Database.open`, with looks every 50 ms. @returns names of the migrations that were done */
  const openWith = async (config: Config, migrations: readonly MigrationClass[]) => {
    const { dataSource, dialect, connection, close } = await openMysql(config.database.url, [...migrations]);
    const level = new ProgramLevel(connection, migrations, 50);
    await migrate(dataSource, dialect, migrations, level);
    const rows: { name: string }[] = await dataSource.query('SELECT name FROM migrations ORDER BY timestamp');
    const stop = () => level.stop().then(close);
    return { level, done: rows.map((row) => row.name), stop };
  };

  it('lets one of two that start at once migrate', async () => {
    const config = await system.newConfig();
    made = 0;
    const both = await Promise.all([Database.open(config, second), Database.open(config, second)]);
    expect(made).toBe(1);
    expect(await both[0].reader.query('SELECT name FROM migrations')).toHaveLength(second.length);
    for (const database of both) await database.close();
  });

  it('goes on working with the earlier program when a later one has added to the schema, and starts no earlier one again', async () => {
    const config = await system.newConfig();
    const old = await Database.open(config, first);
    const later = await Database.open(config, second);
    await insert(old, 'by-the-old');
    await insert(later, 'by-the-later');
    expect(await old.reader.find(thingTable, '', [], { orderBy: 'id' })).toEqual([thing('by-the-later'), thing('by-the-old')]);
    await expect(Database.open(config, first)).rejects.toThrow(
      'it has Colours1700000003000, the program knows up to Things1700000002000',
    );
    await old.close();
    await later.close();
  });

  it('leaves what an earlier program uses until no replica of it runs', async () => {
    const config = await system.newConfig();
    const old = await openWith(config, first);
    const ahead = await openWith(config, third);
    expect(ahead.done).toEqual(second.map((migration) => migration.name));
    await old.stop();
    const again = await openWith(config, third);
    expect(again.done).toEqual(third.map((migration) => migration.name));
    await ahead.stop();
    await again.stop();
  });

  it('looks again, and is seen again, after the database has ended its connection', async () => {
    const config = await system.newConfig();
    await (await openWith(config, first)).stop();
    // looks only when it is told to
    const level = new ProgramLevel(connectionOptions(config.database.url), first);
    const beside = await mysql.createConnection(connectionOptions(config.database.url));
    const ask = async (sql: string) => (await beside.query(sql))[0] as { n: number | null }[];
    const lock = `CONCAT('gaita-level-${timestampOf(first.at(-1)!.name)}-', LEFT(MD5(DATABASE()), 16))`;
    const holder = async () => (await ask(`SELECT IS_USED_LOCK(${lock}) AS n`))[0]?.n;
    await level.look();
    const before = await holder();
    expect(before).toEqual(expect.any(Number));
    await beside.query('LOCK TABLES migrations WRITE');
    const cutOff = expect(level.look()).rejects.toThrow();
    const waiting = `SELECT COUNT(*) AS n FROM information_schema.processlist WHERE id = ${before} AND info LIKE 'SELECT name FROM migrations%'`;
    await eventually(async () => expect(await ask(waiting)).toEqual([{ n: 1 }]));
    await beside.query(`KILL ${before}`);
    await cutOff;
    await beside.query('UNLOCK TABLES');
    await level.look();
    const after = await holder();
    expect(after).toEqual(expect.any(Number));
    expect(after).not.toBe(before);
    await level.stop();
    // given back at once, not when the database notices
    expect(await holder()).toBeNull();
    await beside.end();
  });

  it('stops a replica that comes back to a database from which a later program took what it uses', async () => {
    const config = await system.newConfig();
    const stranded = await openWith(config, first);
    const current = await openWith(config, second);
    // cut off from the database, and so seen by nobody
    await stranded.level.stop();
    const later = await openWith(config, third);
    expect(later.done).toHaveLength(third.length);
    await stranded.level.look();
    expect(await stranded.level.unfit).toMatch(/took away what this one uses \(Contract.*1700000004000; it knows up to Things/);
    await current.level.look();
    expect(await Promise.race([current.level.unfit, Promise.resolve('goes on')])).toBe('goes on');
    for (const replica of [stranded, current, later]) await replica.stop();
  });
});
