import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Partners1700000013000 implements MigrationInterface {
  readonly name = 'Partners1700000013000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'partner',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        partner_process_key: 'key',
        partner_instance_id: 'id',
        created_at: 'millis',
      },
      indices: ['instance_id, partner_process_key', 'partner_instance_id', 'created_at'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE partner');
  }
}
