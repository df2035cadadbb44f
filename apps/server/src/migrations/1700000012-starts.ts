import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

/** Which definition of its element a start stands for, and the events that gather for parallel multiple starts. */
export class Starts1700000012000 implements MigrationInterface {
  readonly name = 'Starts1700000012000';

  async up(runner: QueryRunner): Promise<void> {
    const type = runner.dataSource.options.type === 'better-sqlite3' ? 'integer' : 'int';
    for (const table of ['start_subscription', 'start_timer'])
      if (!(await runner.hasColumn(table, 'definition_index')))
        await runner.query(`ALTER TABLE \`${table}\` ADD COLUMN \`definition_index\` ${type} NULL`);
    await createTable(runner, {
      name: 'start_gathering',
      columns: { id: 'key', revision: 'integer' },
    });
    await createTable(runner, {
      name: 'start_arrival',
      columns: {
        id: 'id',
        institution: 'key',
        process_key: 'key',
        element_id: 'key',
        case_institution: 'key',
        event_key: 'key',
        pot: 'key',
        business_key: 'key?',
        variables: 'json',
        types: 'json',
        arrived_at: 'millis',
      },
      indices: ['process_key, element_id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['start_arrival', 'start_gathering']) await runner.query(`DROP TABLE ${table}`);
    for (const table of ['start_subscription', 'start_timer'])
      await runner.query(`ALTER TABLE \`${table}\` DROP COLUMN \`definition_index\``);
  }
}
