import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class InstanceParts1700000010000 implements MigrationInterface {
  readonly name = 'InstanceParts1700000010000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'instance_part',
      columns: { id: 'id', instance_id: 'id', part_id: 'id', body_id: 'id', content: 'bigText' },
      indices: ['part_id', 'body_id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('instance_part');
  }
}
