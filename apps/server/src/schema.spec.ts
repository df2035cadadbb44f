import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrations } from './migrations/index.ts';
import { Config } from './platform/config.ts';
import { Database } from './platform/database/database.ts';
import { columnName } from './platform/database/table.ts';
import { tables } from './schema.ts';

describe('the schema', () => {
  let folder: string;
  let database: Database;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gaita-schema-'));
    database = await Database.open(new Config({ DATABASE_URL: `sqlite:${folder}/gaita.db` }), migrations);
  });

  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it.each(tables.map((table) => [table.name, table] as const))(
    'has for %s the columns that its table names',
    async (name, table) => {
      const columns = await database.reader.query(`PRAGMA table_info(${name})`);
      const migrated = columns
        .map((column) => `${String(column['name'])}${column['notnull'] === 0 && column['pk'] === 0 ? '?' : ''}`)
        .sort();
      const named = Object.entries(table.columns)
        .map(([property, { nullable }]) => `${columnName(property)}${nullable ? '?' : ''}`)
        .sort();
      expect(migrated).toEqual(named);
    },
  );
});
