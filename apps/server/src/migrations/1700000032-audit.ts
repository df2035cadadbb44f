import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

/**
 * `position` is the database's own count of rows in order of insertion, by which the chain finds what it has not sealed; SQLite has
 * its `rowid`. No program writes it.
 */
const countRows = async (runner: QueryRunner, table: string): Promise<void> => {
  if (runner.dataSource.options.type === 'better-sqlite3') return;
  const [found] = (await runner.query(`SHOW COLUMNS FROM \`${table}\` LIKE 'position'`)) as unknown[];
  if (found === undefined)
    await runner.query(`ALTER TABLE \`${table}\` ADD COLUMN \`position\` bigint NOT NULL AUTO_INCREMENT UNIQUE`);
};

export class Audit1700000032000 implements MigrationInterface {
  readonly name = 'Audit1700000032000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'audit_entry',
      columns: {
        id: 'id',
        institution: 'key',
        at: 'millis',
        account: 'key',
        act: 'key',
        object_type: 'key',
        object_id: 'key',
        instance_id: 'id?',
        count: 'integer',
        until: 'millis?',
        details: 'json?',
        salt: 'key?',
        details_hash: 'key?',
      },
      indices: ['institution, at', 'account, at', 'object_type, object_id, at', 'instance_id, at', 'act, at'],
    });
    await createTable(runner, {
      name: 'seal',
      columns: {
        id: 'id',
        sequence: 'integer',
        at: 'millis',
        previous_hash: 'key',
        hash: 'key',
        count: 'integer',
        entries: 'json',
      },
      unique: ['sequence'],
    });
    await createTable(runner, {
      name: 'seal_head',
      columns: {
        id: 'key',
        sequence: 'integer',
        hash: 'key',
        at: 'millis',
        reached: 'json',
        holder: 'key?',
        lease_until: 'millis',
        revision: 'integer',
      },
    });
    await createTable(runner, { name: 'audit_key', columns: { id: 'key', seed: 'key' } });
    await countRows(runner, 'audit_entry');
    await countRows(runner, 'journal');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['audit_key', 'seal_head', 'seal', 'audit_entry']) await runner.query(`DROP TABLE ${name}`);
    if (runner.dataSource.options.type !== 'better-sqlite3') await runner.query('ALTER TABLE journal DROP COLUMN position');
  }
}
