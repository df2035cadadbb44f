import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { ColumnSpec } from './columns.ts';
import { createTable } from './columns.ts';

export class Notices1700000030000 implements MigrationInterface {
  readonly name = 'Notices1700000030000';

  async up(runner: QueryRunner): Promise<void> {
    const subject: Record<string, ColumnSpec> = {
      institution: 'key',
      kind: 'key',
      task_id: 'id?',
      instance_id: 'id?',
      account: 'key?',
      role: 'key?',
      caused_by: 'key?',
      details: 'json',
    };
    await createTable(runner, {
      name: 'planned_notice',
      columns: {
        id: 'key',
        ...subject,
        not_before: 'millis',
        claimed_until: 'millis',
        tries: 'integer',
        created_at: 'millis',
        revision: 'integer',
      },
      indices: ['not_before'],
    });
    await createTable(runner, {
      name: 'outgoing_notice',
      columns: {
        id: 'key',
        channel: 'key',
        receiver: 'key',
        ...subject,
        state: 'key',
        mail: 'key?',
        not_before: 'millis',
        claimed_until: 'millis',
        tries: 'integer',
        error: 'text?',
        created_at: 'millis',
        sent_at: 'millis?',
        revision: 'integer',
      },
      indices: ['state, not_before', 'channel, receiver, state, sent_at', 'mail'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['outgoing_notice', 'planned_notice']) await runner.query(`DROP TABLE ${table}`);
  }
}
