import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

/** Columns that a table gets, with their types on SQLite and on MariaDB and MySQL. */
const added = [
  ['role_assignment', 'unit', 'text NULL', 'varchar(36) NULL'],
  ['role_assignment', 'service', 'text NULL', 'varchar(36) NULL'],
  ['role_assignment', 'revision', 'integer NOT NULL DEFAULT 1', 'int NOT NULL DEFAULT 1'],
  ['person', 'kind', "text NOT NULL DEFAULT 'staff'", "varchar(191) NOT NULL DEFAULT 'staff'"],
  ['person', 'organisation', 'text NULL', 'varchar(191) NULL'],
] as const;

export class UnitsAndAbsences1700000018000 implements MigrationInterface {
  readonly name = 'UnitsAndAbsences1700000018000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'unit',
      columns: { id: 'id', institution: 'key', parent: 'id?', names: 'json', active: 'boolean', revision: 'integer' },
      indices: ['institution'],
    });
    await createTable(runner, {
      name: 'absence',
      columns: {
        id: 'id',
        person_id: 'id',
        substitute_id: 'id?',
        starts_at: 'millis',
        ends_at: 'millis',
        kind: 'key',
        announced_by: 'key',
        announced_at: 'millis',
        revoked_at: 'millis?',
        revision: 'integer',
      },
      indices: ['person_id', 'substitute_id', 'ends_at'],
    });
    const isSqlite = runner.dataSource.options.type === 'better-sqlite3';
    for (const [table, column, sqlite, mysql] of added)
      if (!(await runner.hasColumn(table, column)))
        await runner.query(`ALTER TABLE \`${table}\` ADD COLUMN \`${column}\` ${isSqlite ? sqlite : mysql}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of added) await runner.query(`ALTER TABLE \`${table}\` DROP COLUMN \`${column}\``);
    for (const table of ['absence', 'unit']) await runner.query(`DROP TABLE \`${table}\``);
  }
}
