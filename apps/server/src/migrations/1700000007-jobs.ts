import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Jobs1700000007000 implements MigrationInterface {
  readonly name = 'Jobs1700000007000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'job',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        definition_id: 'id',
        process_key: 'key',
        business_key: 'key?',
        token_id: 'id',
        scope_id: 'id',
        element_id: 'key',
        job_type: 'key',
        topic: 'key',
        priority: 'integer',
        retries: 'integer',
        retry_intervals: 'json?',
        failures: 'integer',
        lock_owner: 'key?',
        lock_expires_at: 'millis?',
        lock_number: 'integer',
        available_at: 'millis',
        error_message: 'text?',
        error_details: 'bigText?',
        created_at: 'millis',
        revision: 'integer',
      },
      indices: ['topic, available_at', 'instance_id'],
    });
    await createTable(runner, {
      name: 'incident',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        definition_id: 'id',
        process_key: 'key',
        business_key: 'key?',
        token_id: 'id',
        scope_id: 'id',
        element_id: 'key',
        incident_type: 'key',
        message: 'bigText',
        job_id: 'id?',
        raised_at: 'millis',
      },
      indices: ['instance_id', 'job_id', 'institution, raised_at'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['incident', 'job']) await runner.query(`DROP TABLE ${table}`);
  }
}
