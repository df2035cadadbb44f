import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class ExternalLogins1700000017000 implements MigrationInterface {
  readonly name = 'ExternalLogins1700000017000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'external_login',
      columns: { id: 'id', subject: 'text', person_id: 'id', created_at: 'millis' },
      unique: ['subject'],
      indices: ['person_id'],
    });
    await createTable(runner, {
      name: 'group_assignment',
      columns: { id: 'id', person_id: 'id' },
      indices: ['person_id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['group_assignment', 'external_login']) await runner.query(`DROP TABLE ${table}`);
  }
}
