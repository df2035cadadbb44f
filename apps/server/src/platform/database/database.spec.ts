import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { migrations } from '../../migrations/index.ts';
import { tables } from '../../schema.ts';
import { VirtualClock } from '../clock.ts';
import { GroupCommitter } from '../committer/group-committer.ts';
import { planOf, thing, thingMigrations, thingTable } from '../testing/things.ts';
import { Database } from './database.ts';
import { boolean, columnName, integer, millis } from './table.ts';

describe.each(databaseNames)('the database on %s', (name) => {
  let system: DatabaseSystem;
  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());

  it('has every column of every table after all migrations, and is left alone by a second start', async () => {
    const config = await system.newConfig();
    await (await Database.open(config, migrations)).close();
    const database = await Database.open(config, migrations);
    for (const table of tables) {
      const columns = Object.keys(table.columns).map((property) => `\`${columnName(property)}\``);
      await database.reader.query(`SELECT ${columns.join(', ')} FROM \`${table.name}\` WHERE id = ?`, ['none']);
    }
    expect(await database.reader.query('SELECT name FROM migrations')).toHaveLength(migrations.length);
    await database.close();
  });

  it('refuses a database that a later program was at, and names both', async () => {
    const config = await system.newConfig();
    await (await Database.open(config, thingMigrations)).close();
    await expect(Database.open(config, thingMigrations.slice(0, 1))).rejects.toThrow(
      /newer than this program: it has Things1700000002000, the program knows up to Platform1700000001000/,
    );
    await (await Database.open(config, thingMigrations)).close();
  });

  it('finds, counts and pages by conditions that hold on every database', async () => {
    const database = await Database.open(await system.newConfig(), thingMigrations);
    const committer = new GroupCommitter(database, new VirtualClock(0));
    const { reader } = database;
    await committer.commit(
      planOf(0, (changes) => {
        for (let i = 0; i < 20; i++)
          changes.insert(thingTable, thing(`t${10 + i}`, { count: i, open: i % 2 === 0, dueAt: 2 ** 40 + i }));
      }),
    );
    const ids = async (where: string, parameters: unknown[], page = {}) =>
      (await reader.find(thingTable, where, parameters, { orderBy: 'id', ...page })).map(({ id }) => id);
    expect(await ids('id IN (?) AND `open` = ?', [['t10', 't11', 't12'], true])).toEqual(['t10', 't12']);
    expect(await ids('id IN (?)', [[]])).toEqual([]);
    expect(await ids('', [], { limit: 2, offset: 3 })).toEqual(['t13', 't14']);
    expect(await ids('`count` > ?', [17], { offset: 1 })).toEqual(['t29']);
    expect(await ids("body <> '?' AND `count` < ?", [1])).toEqual(['t10']);
    expect(await ids('id LIKE ?', ['T1%'])).toEqual([]);
    expect(await ids('id LIKE ?', ['t_0'])).toEqual(['t10', 't20']);
    expect(await reader.count(thingTable, '`count` >= ?', [15])).toBe(5);
    expect(await reader.findOne(thingTable, 'code IS NULL', [], 'id DESC')).toMatchObject({ id: 't29', open: false, code: null });
    const [sums] = await reader.query(
      'SELECT SUM(`count`) AS total, MAX(due_at) AS latest_due, MIN(`open`) AS all_open FROM thing',
      [],
      { total: integer(), latestDue: millis(), allOpen: boolean() },
    );
    expect(sums).toEqual({ total: 190, latestDue: 2 ** 40 + 19, allOpen: false });
    await committer.stop();
    await database.close();
  });

  it('takes no object for a value, no parameter too few or too many', async () => {
    const database = await Database.open(await system.newConfig(), thingMigrations);
    const find = (where: string, parameters: unknown[]) => database.reader.find(thingTable, where, parameters);
    await expect(find('id = ?', [{ id: 1 }])).rejects.toThrow(TypeError);
    await expect(find('id IN (?)', [[{}]])).rejects.toThrow(TypeError);
    await expect(find('id = ? AND code = ?', ['a'])).rejects.toThrow('missing');
    await expect(find('id = ?', ['a', 'b'])).rejects.toThrow('too many');
    expect(await find('id = ?', ["' OR '1'='1"])).toEqual([]);
    await database.close();
  });

  it('reads through a connection that cannot write', async () => {
    if (name !== 'SQLite') return;
    const database = await Database.open(await system.newConfig(), thingMigrations);
    await expect(database.reader.query("DELETE FROM thing WHERE id = 'a'")).rejects.toThrow(/readonly|read-only/i);
    await database.close();
  });

  it('is held by one server alone where it is a file', async () => {
    if (name !== 'SQLite') return;
    const config = await system.newConfig();
    const database = await Database.open(config, thingMigrations);
    await expect(Database.open(config, thingMigrations)).rejects.toThrow('Another server uses the database');
    await database.close();
    await (await Database.open(config, thingMigrations)).close();
  });
});
