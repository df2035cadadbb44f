import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { VirtualClock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { Defect, UnfitValue } from '../errors.ts';
import { planOf, thing, thingMigrations, thingTable } from '../testing/things.ts';
import { GroupCommitter } from './group-committer.ts';

describe.each(databaseNames)('the committer on %s', (name) => {
  let system: DatabaseSystem;
  let database: Database;
  let committer: GroupCommitter;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    database = await Database.open(await system.newConfig(), thingMigrations);
    committer = new GroupCommitter(database, new VirtualClock(1_000));
  });
  afterAll(async () => {
    await committer.stop();
    await database.close();
    await system.stop();
  });

  const insert = (...rows: ReturnType<typeof thing>[]) =>
    committer.commit(planOf(0, (changes) => rows.forEach((row) => changes.insert(thingTable, row))));
  const find = (id: string) => database.reader.byId(thingTable, id);

  it('refuses what does not fit its column before anything is written', async () => {
    const unfit: Record<string, unknown>[] = [{ note: 'x'.repeat(501) }, { code: 'y'.repeat(192) }, { body: 'a\0b' }];
    for (const values of unfit) await expect(insert(thing('a', values))).rejects.toBeInstanceOf(UnfitValue);
    const wrong: Record<string, unknown>[] = [{ count: 1.5 }, { body: null }, { open: true, nothing: 1 }, { code: {} }];
    for (const values of wrong) await expect(insert(thing('a', values))).rejects.toBeInstanceOf(Defect);
    expect(await insert(thing('a', { note: '𝒳'.repeat(500), data: { nul: '\0' } }))).toBe('committed');
    expect(await find('a')).toMatchObject({ data: { nul: '\0' } });
  });

  it('takes rows as large as 6 MB, keys that differ in a hair, and 2^53 − 1', async () => {
    const keys = ['key', 'Key', 'kēy', 'key ', ' key', 'k\u00e9y', 'ke\u0301y'];
    const body = 'ā\\\'"\n€😀'.repeat(700_000);
    await insert(...keys.map((code, i) => thing(`k${i}`, { code, body: i === 0 ? body : '', dueAt: Number.MAX_SAFE_INTEGER })));
    const rows = await database.reader.find(thingTable, "id LIKE 'k%'", [], { orderBy: 'id' });
    expect(rows.map((row) => row.code)).toEqual(keys);
    expect(rows[0]!.body === body).toBe(true);
    expect(rows[1]!.dueAt).toBe(Number.MAX_SAFE_INTEGER);
    expect(await database.reader.find(thingTable, 'code = ?', ['key'])).toHaveLength(1);
  });

  it('gives every text back as it was', async () => {
    await insert(thing('text'));
    let revision = 1;
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('\0', '')),
        fc.jsonValue(),
        async (body, data) => {
          const row = { id: 'text', revision: revision++ };
          expect(await committer.commit(planOf(0, (changes) => [changes.revise(thingTable, row, { body, data })]))).toBe(
            'committed',
          );
          expect(await find('text')).toMatchObject({ body, data: JSON.parse(JSON.stringify(data)) });
        },
      ),
      {
        examples: [
          ["'; DROP TABLE thing; --", null],
          ["\\'", '\\'],
          ['\u001a\n\r', '\0'],
          ['%_`"?:', {}],
        ],
      },
    );
  });
});
