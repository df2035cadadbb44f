import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, extendTable } from '../../apps/server/src/migrations/columns.ts';
import type { MigrationClass } from '../../apps/server/src/platform/database/migrate.ts';

/** What a next release might bring: a table, a column, an index, and rows that are made from those that are there. */
class Next1899999999000 implements MigrationInterface {
  readonly name = 'Next1899999999000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, { name: 'next_thing', columns: { id: 'id', process_key: 'key' }, indices: ['process_key'] });
    await extendTable(runner, 'history_instance', { next_mark: 'key?' }, ['next_mark']);
    await runner.query('UPDATE history_instance SET next_mark = process_key WHERE next_mark IS NULL');
    await runner.query(
      `INSERT INTO next_thing (id, process_key) SELECT h.id, h.process_key FROM history_instance h
       WHERE NOT EXISTS (SELECT 1 FROM next_thing n WHERE n.id = h.id)`,
    );
  }

  async down(): Promise<void> {}
}

export const nextMigrations: readonly MigrationClass[] = [Next1899999999000];
