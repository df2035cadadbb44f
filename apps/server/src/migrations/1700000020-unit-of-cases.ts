import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable } from './columns.ts';

const indices: Readonly<Record<string, readonly string[]>> = {
  instance: [],
  history_instance: ['institution, unit, started_at', 'started_by'],
  task: ['institution, unit, due_at'],
  history_task: ['assignee, instance_id'],
  task_signature: ['account, instance_id'],
};

/** The unit of a case and its tasks, and what tells quickly in which cases somebody took part. */
export class UnitOfCases1700000020000 implements MigrationInterface {
  readonly name = 'UnitOfCases1700000020000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, added] of Object.entries(indices))
      await extendTable(runner, table, table === 'task_signature' ? {} : { unit: 'key?' }, added);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, added] of Object.entries(indices)) {
      const onTable = runner.dataSource.options.type === 'better-sqlite3' ? '' : ` ON \`${table}\``;
      for (const columns of added) await runner.query(`DROP INDEX \`ix_${table}_${columns.replaceAll(', ', '_')}\`${onTable}`);
      if (table !== 'task_signature') await runner.query(`ALTER TABLE \`${table}\` DROP COLUMN unit`);
    }
  }
}
