import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Duties1700000022000 implements MigrationInterface {
  readonly name = 'Duties1700000022000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'duty_act',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        root_instance_id: 'id',
        root_process_key: 'key',
        business_key: 'key?',
        service_key: 'key?',
        definition_id: 'id',
        element_id: 'key',
        task_id: 'id',
        activity_task_id: 'id',
        role: 'key',
        account: 'key',
        acted_by: 'key',
        kind: 'key',
        at: 'millis',
      },
      indices: [
        'account, root_instance_id',
        'account, business_key',
        'account, service_key',
        'root_instance_id, role',
        'task_id',
      ],
    });
    await createTable(runner, {
      name: 'duty_stand',
      columns: { id: 'key', revision: 'integer', raised_at: 'millis' },
      indices: ['raised_at'],
    });
    await createTable(runner, {
      name: 'duty_pair',
      columns: {
        id: 'id',
        institution: 'key',
        role_a: 'key',
        role_b: 'key',
        scope: 'key',
        level: 'key',
        reason: 'text',
        created_by: 'key',
        created_at: 'millis',
      },
      indices: ['institution'],
    });
    await createTable(runner, {
      name: 'duty_note',
      columns: {
        id: 'key',
        institution: 'key',
        kind: 'key',
        role_a: 'key',
        role_b: 'key',
        scope: 'key',
        conflict: 'json',
        act: 'key',
        account: 'key',
        actor: 'key',
        root_instance_id: 'id?',
        instance_id: 'id?',
        business_key: 'key?',
        definition_id: 'id?',
        element_id: 'key?',
        task_id: 'id?',
        reason: 'bigText?',
        at: 'millis',
      },
      indices: ['institution, at', 'root_instance_id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['duty_note', 'duty_pair', 'duty_stand', 'duty_act']) await runner.query(`DROP TABLE ${name}`);
  }
}
