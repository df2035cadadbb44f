import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Services1700000009000 implements MigrationInterface {
  readonly name = 'Services1700000009000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'service',
      columns: {
        id: 'id',
        institution: 'key',
        service_key: 'key',
        names: 'json',
        stage: 'key',
        manager: 'key?',
        intake_open: 'boolean',
        process_key: 'key?',
        updated_at: 'millis',
        revision: 'integer',
      },
      unique: ['institution, service_key'],
    });
    await createTable(runner, {
      name: 'service_indicator',
      columns: {
        id: 'id',
        institution: 'key',
        service_key: 'key',
        period_from: 'millis',
        period_to: 'millis',
        indicators: 'json',
      },
      indices: ['institution, service_key, period_to'],
    });
    await createTable(runner, {
      name: 'notice',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        process_key: 'key',
        role: 'key?',
        account: 'key?',
        recipients: 'json',
        subject: 'text',
        body: 'bigText',
        texts: 'json',
        mail: 'key',
        created_at: 'millis',
        revision: 'integer',
      },
      indices: ['institution, role, created_at', 'account, created_at', 'instance_id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['notice', 'service_indicator', 'service']) await runner.query(`DROP TABLE ${table}`);
  }
}
