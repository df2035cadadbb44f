import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Decisions1700000016000 implements MigrationInterface {
  readonly name = 'Decisions1700000016000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'history_decision',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        definition_id: 'id',
        process_key: 'key',
        activity_instance_id: 'id',
        element_id: 'key',
        root_decision_id: 'id',
        position: 'integer',
        decision_key: 'key',
        decision_definition_id: 'id?',
        decision_name: 'text?',
        evaluated_by: 'key',
        evaluated_at: 'millis',
        content: 'json',
      },
      indices: ['instance_id, evaluated_at', 'decision_key, evaluated_at', 'root_decision_id', 'activity_instance_id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE history_decision');
  }
}
