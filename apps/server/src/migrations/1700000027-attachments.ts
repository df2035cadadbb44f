import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Attachments1700000027000 implements MigrationInterface {
  readonly name = 'Attachments1700000027000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'attachment',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        task_id: 'id?',
        name: 'text',
        type: 'key',
        size: 'millis',
        hash: 'key',
        findings: 'json',
        uploaded_by: 'key',
        created_at: 'millis',
        deleted_at: 'millis?',
        revision: 'integer',
      },
      indices: ['instance_id, created_at', 'task_id', 'hash', 'uploaded_by', 'deleted_at'],
    });
    await createTable(runner, {
      name: 'upload',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        task_id: 'id?',
        name: 'text',
        size: 'millis',
        account: 'key',
        created_at: 'millis',
        revision: 'integer',
      },
      indices: ['account', 'created_at'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['upload', 'attachment']) await runner.query(`DROP TABLE ${table}`);
  }
}
