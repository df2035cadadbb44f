import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Privacy1700000033000 implements MigrationInterface {
  readonly name = 'Privacy1700000033000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'retention',
      columns: {
        id: 'id',
        institution: 'key',
        process_key: 'key',
        period: 'key',
        ground: 'text',
        set_by: 'key',
        set_at: 'millis',
        revision: 'integer',
      },
      unique: ['institution, process_key'],
    });
    await createTable(runner, {
      name: 'legal_hold',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        reason: 'text',
        set_by: 'key',
        set_at: 'millis',
        lifted_by: 'key?',
        lifted_at: 'millis?',
        revision: 'integer',
      },
      indices: ['instance_id', 'institution, set_at'],
    });
    await createTable(runner, {
      name: 'erased_case',
      columns: { id: 'id', institution: 'key', erased_at: 'millis', why: 'key', erasure_id: 'id?' },
    });
    await createTable(runner, {
      name: 'erasure',
      columns: {
        id: 'id',
        institution: 'key',
        kind: 'key',
        instance_ids: 'json',
        person_id: 'id?',
        reason: 'text',
        state: 'key',
        decided_by: 'key',
        decided_at: 'millis',
        executed_by: 'key?',
        executed_at: 'millis?',
        job_id: 'id?',
        revision: 'integer',
      },
      indices: ['institution, decided_at'],
    });
    await createTable(runner, {
      name: 'privacy_job',
      columns: {
        id: 'id',
        institution: 'key',
        account: 'key',
        kind: 'key',
        state: 'key',
        done: 'integer',
        total: 'integer',
        result: 'json?',
        created_at: 'millis',
        ended_at: 'millis?',
        revision: 'integer',
      },
      indices: ['created_at', 'state'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['privacy_job', 'erasure', 'erased_case', 'legal_hold', 'retention'])
      await runner.query(`DROP TABLE ${name}`);
  }
}
