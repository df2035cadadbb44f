import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Platform1700000001000 implements MigrationInterface {
  readonly name = 'Platform1700000001000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'command',
      columns: {
        id: 'id',
        account: 'key',
        idempotency_key: 'key?',
        hash: 'key?',
        status: 'key',
        answer: 'json',
        created_at: 'millis',
      },
      unique: ['account, idempotency_key'],
      indices: ['created_at'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE command');
  }
}
