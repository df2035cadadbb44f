import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Bulk1700000025000 implements MigrationInterface {
  readonly name = 'Bulk1700000025000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'bulk_job',
      columns: {
        id: 'id',
        account: 'key',
        institution: 'key',
        act: 'key',
        recipient: 'key?',
        conflict_reason: 'text?',
        total: 'integer',
        done: 'integer',
        failed: 'integer',
        state: 'key',
        claimed_until: 'millis',
        created_at: 'millis',
        finished_at: 'millis?',
        revision: 'integer',
      },
      indices: ['state, claimed_until', 'account, created_at'],
    });
    await createTable(runner, {
      name: 'bulk_task',
      columns: {
        id: 'id',
        job_id: 'id',
        position: 'integer',
        task_id: 'id',
        name: 'text',
        business_key: 'key?',
        state: 'key',
        attempt: 'integer',
        code: 'key?',
        message: 'bigText?',
        details: 'json?',
        at: 'millis?',
      },
      indices: ['job_id, state, position'],
      belongsTo: { column: 'job_id', table: 'bulk_job' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['bulk_task', 'bulk_job']) await runner.query(`DROP TABLE ${table}`);
  }
}
