import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

/** Columns that a session gets, with their types on SQLite and on MariaDB and MySQL. */
const added = [
  ['previous_hash', 'text NULL', 'varchar(191) NULL'],
  ['rotated_at', 'integer NOT NULL DEFAULT 0', 'bigint NOT NULL DEFAULT 0'],
  ['confirmed_at', 'integer NULL', 'bigint NULL'],
  ['person_revision', 'integer NOT NULL DEFAULT 0', 'int NOT NULL DEFAULT 0'],
  ['client', "text NOT NULL DEFAULT ''", "varchar(191) NOT NULL DEFAULT ''"],
  ['revision', 'integer NOT NULL DEFAULT 1', 'int NOT NULL DEFAULT 1'],
] as const;

export class Access1700000021000 implements MigrationInterface {
  readonly name = 'Access1700000021000';

  async up(runner: QueryRunner): Promise<void> {
    const isSqlite = runner.dataSource.options.type === 'better-sqlite3';
    for (const [column, sqlite, mysql] of added)
      if (!(await runner.hasColumn('session', column)))
        await runner.query(`ALTER TABLE session ADD COLUMN ${column} ${isSqlite ? sqlite : mysql}`);
    const known = (await runner.getTable('session'))?.indices.map(({ name }) => name) ?? [];
    if (!known.includes('ix_session_previous_hash'))
      await runner.query('CREATE INDEX ix_session_previous_hash ON session (previous_hash)');
    await createTable(runner, { name: 'preference', columns: { id: 'id', content: 'json', changed_at: 'millis' } });
    await createTable(runner, {
      name: 'api_token',
      columns: {
        id: 'id',
        person_id: 'id',
        name: 'key',
        hint: 'key',
        token_hash: 'key',
        scopes: 'json',
        created_at: 'millis',
        expires_at: 'millis',
        used_at: 'millis?',
        revoked_at: 'millis?',
        revoked_by: 'key?',
      },
      unique: ['token_hash'],
      indices: ['person_id'],
    });
    await createTable(runner, {
      name: 'password_link',
      columns: { id: 'id', token_hash: 'key', expires_at: 'millis', made_by: 'key', made_at: 'millis', revision: 'integer' },
      unique: ['token_hash'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['password_link', 'api_token', 'preference']) await runner.query(`DROP TABLE ${table}`);
    const onTable = runner.dataSource.options.type === 'better-sqlite3' ? '' : ' ON session';
    await runner.query(`DROP INDEX ix_session_previous_hash${onTable}`);
    for (const [column] of added) await runner.query(`ALTER TABLE session DROP COLUMN ${column}`);
  }
}
