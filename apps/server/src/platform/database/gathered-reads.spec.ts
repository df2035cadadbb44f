import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { VirtualClock } from '../clock.ts';
import { GroupCommitter } from '../committer/group-committer.ts';
import { planOf, thing, thingMigrations, thingTable } from '../testing/things.ts';
import { condition } from './condition.ts';
import { Database } from './database.ts';
import type { ReadStatement } from './gathered-reads.ts';
import { Reader } from './reader.ts';

describe.each(databaseNames)('readings by key on %s', (name) => {
  let system: DatabaseSystem;
  let database: Database;
  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    database = await Database.open(await system.newConfig(), thingMigrations);
    const committer = new GroupCommitter(database, new VirtualClock(0));
    await committer.commit(
      planOf(0, (changes) => {
        for (let i = 0; i < 20; i++)
          changes.insert(thingTable, thing(`t${10 + i}`, { note: `note ${i % 3}`, count: i, open: i % 2 === 0 }));
      }),
    );
    await committer.stop();
  });
  afterAll(async () => {
    await database.close();
    await system.stop();
  });

  it('answer each caller with his own rows, whoever asks beside him', async () => {
    const { reader } = database;
    const open = condition('`open` = ?', true);
    const [one, none, third, even, several] = await Promise.all([
      reader.byId(thingTable, 't11'),
      reader.byId(thingTable, 'T11'),
      reader.among(thingTable, 'note', ['note 2']),
      reader.among(thingTable, 'note', ['note 2'], open),
      reader.among(thingTable, 'id', ['t12', 't13', 't12', 'nobody']),
    ]);
    expect(one).toMatchObject({ id: 't11', count: 1, open: false });
    expect(none).toBeUndefined();
    const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();
    expect(ids(third)).toEqual(['t12', 't15', 't18', 't21', 't24', 't27']);
    expect(ids(even)).toEqual(['t12', 't18', 't24']);
    expect(ids(several)).toEqual(['t12', 't13']);
    expect(await reader.among(thingTable, 'id', [])).toEqual([]);
  });

  it('take every text for what it is', async () => {
    const { reader } = database;
    const odd = 'it\'s \\ "?" -- `?`';
    const committer = new GroupCommitter(database, new VirtualClock(0));
    await committer.commit(planOf(0, (changes) => changes.insert(thingTable, thing('odd', { code: odd }))));
    await committer.stop();
    expect(await reader.among(thingTable, 'code', [odd, "'", '\\', '?', 'a\0b'])).toMatchObject([{ id: 'odd' }]);
    expect(await reader.find(thingTable, "code = ? AND note IS NULL AND body <> '?'", [odd])).toMatchObject([{ id: 'odd' }]);
    expect(await reader.find(thingTable, 'code IN (?)', [["\0'", "' OR 1 = 1 -- ", "\\' OR 1 = 1 -- "]])).toEqual([]);
  });

  it('tell what is wrong with one to its asker alone', async () => {
    const { reader } = database;
    const asked = [
      reader.byId(thingTable, 't11'),
      reader.among(thingTable, 'id', ['t11'], condition('nothing_such = 1')),
      reader.byId(thingTable, { toString: () => 't11' } as unknown as string),
      reader.among(thingTable, 'id', ['t11'], condition('`count` = ?')),
      reader.byId(thingTable, 't12'),
    ];
    const told = await Promise.allSettled(asked);
    expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected', 'fulfilled']);
  });

  it('tell of a row that cannot be read only whoever wants it', async () => {
    const row = (id: string, data: string) => ({
      id,
      code: null,
      note: null,
      body: '',
      data,
      due_at: 0,
      count: 0,
      open: 1,
      revision: 1,
    });
    const reader = new Reader(
      async () => [],
      async () => [[row('good', '{}'), row('bad', '{')]],
    );
    const told = await Promise.allSettled([
      reader.byId(thingTable, 'bad'),
      reader.byId(thingTable, 'good'),
      reader.among(thingTable, 'id', ['good', 'bad']),
    ]);
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
  });

  it('are read in as few statements as there are kinds, and later ones by statements of their own', async () => {
    const run: ReadStatement[][] = [];
    const reader = new Reader(
      async () => [],
      async (statements) => {
        run.push([...statements]);
        return Promise.all(statements.map(async ({ values }) => values.map((id) => ({ id, data: '{}' }))));
      },
    );
    await Promise.all([
      ...['a', 'b', 'c', 'a'].map((id) => reader.byId(thingTable, id)),
      reader.among(thingTable, 'id', ['d'], condition('`count` > ?', 1)),
      reader.among(thingTable, 'id', ['e'], condition('`count` > ?', 2)),
    ]);
    await reader.byId(thingTable, 'a');
    expect(run.map((statements) => statements.map(({ values }) => values))).toEqual([
      [
        ['a', 'b', 'c', 'c'],
        ['d', 1],
        ['e', 2],
      ],
      [['a']],
    ]);
    const many = Array.from({ length: 1_100 }, (_, i) => `m${i}`);
    expect(await reader.among(thingTable, 'id', many)).toHaveLength(512 + 512 + 128);
    expect(run.at(-1)?.map(({ values }) => values.length)).toEqual([512, 512, 128]);
  });
});
