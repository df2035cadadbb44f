import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Timers1700000006000 implements MigrationInterface {
  readonly name = 'Timers1700000006000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'timer',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        definition_id: 'id',
        process_key: 'key',
        token_id: 'id',
        scope_id: 'id',
        element_id: 'key',
        due_at: 'millis',
        cycle: 'text?',
        claimed_until: 'millis',
        created_at: 'millis',
        revision: 'integer',
      },
      indices: ['due_at, id', 'instance_id'],
    });
    await createTable(runner, {
      name: 'start_timer',
      columns: {
        id: 'id',
        institution: 'key',
        definition_id: 'id',
        process_key: 'key',
        element_id: 'key',
        due_at: 'millis',
        cycle: 'text?',
        claimed_until: 'millis',
        revision: 'integer',
      },
      indices: ['due_at, id', 'definition_id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['start_timer', 'timer']) await runner.query(`DROP TABLE ${table}`);
  }
}
