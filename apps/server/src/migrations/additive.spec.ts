import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { Database } from '../platform/database/database.ts';
import type { MigrationClass } from '../platform/database/migrate.ts';
import { neededBy } from '../platform/database/program-level.ts';
import { migrations } from './index.ts';

/** The last migration of before replicas of two releases had to work on one database. */
const since = 'SearchOfOldCases1700000042000';

class NarrowTasks1900000000000 implements MigrationInterface {
  readonly name = 'NarrowTasks1900000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE task DROP COLUMN priority');
    await runner.query('ALTER TABLE job ADD COLUMN colour text NOT NULL DEFAULT 0');
    await runner.query('CREATE UNIQUE INDEX uq_timer_due_at ON timer (due_at)');
  }

  async down(): Promise<void> {}
}

describe('Migrations since replicas of two releases work side by side', () => {
  let system: DatabaseSystem;
  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
  });
  afterAll(() => system.stop());

  /** Columns, and what must not be twice, of each table that the release before knows: it goes on writing there. */
  const shapeAfter = async (list: readonly MigrationClass[]): Promise<Map<string, string[]>> => {
    const database = await Database.open(await system.newConfig(), list);
    const shape = new Map<string, string[]>();
    const tables = await database.reader.query("SELECT name FROM sqlite_master WHERE type = 'table'");
    for (const { name } of tables as { name: string }[]) {
      const columns = await database.reader.query(`PRAGMA table_info(\`${name}\`)`);
      const indices = await database.reader.query(`PRAGMA index_list(\`${name}\`)`);
      shape.set(name, [
        ...columns.map(({ name: column, type, notnull, dflt_value: preset }) => {
          const isNeeded = notnull === 1 && preset === null;
          return `${column} ${type}${isNeeded ? ' must be given' : ''}`;
        }),
        ...indices.filter(({ unique }) => unique === 1).map((index) => `${String(index['name'])} once`),
      ]);
    }
    await database.close();
    return shape;
  };

  /** What the program before would stumble over. */
  const hurts = async (before: readonly MigrationClass[], after: readonly MigrationClass[]): Promise<string[]> => {
    const old = await shapeAfter(before);
    const now = await shapeAfter(after);
    return [...old].flatMap(([table, parts]) => {
      const present = now.get(table) ?? [];
      const gone = parts.filter((part) => !present.includes(part)).map((part) => `${table}.${part} is gone`);
      const added = present.filter((part) => !parts.includes(part) && / (must be given|once)$/.test(part));
      return [...gone, ...added.map((part) => `${table}.${part} is new`)];
    });
  };

  it('only add what earlier programs need not know, but for those that say whose programs need it no longer', async () => {
    const before = migrations.slice(0, migrations.findIndex(({ name }) => name === since) + 1);
    const adding = migrations.filter(({ name }) => neededBy(name) === undefined);
    expect(await hurts(before, adding)).toEqual([]);
  });

  it('are found out when they do not', async () => {
    expect(await hurts(migrations, [...migrations, NarrowTasks1900000000000])).toEqual([
      'task.priority INTEGER must be given is gone',
      'timer.uq_timer_due_at once is new',
    ]);
  });
});
