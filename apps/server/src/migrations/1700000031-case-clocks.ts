import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class CaseClocks1700000031000 implements MigrationInterface {
  readonly name = 'CaseClocks1700000031000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'case_clock',
      columns: {
        id: 'id',
        institution: 'key',
        process_key: 'key',
        procedure: 'key',
        rule_set: 'key',
        rule: 'json',
        received_on: 'key',
        due_on: 'key',
        due_at: 'millis',
        state: 'key',
        told: 'integer',
        breached_on: 'key?',
        next_at: 'millis?',
        claimed_until: 'millis',
        opened_at: 'millis',
        revision: 'integer',
      },
      indices: ['next_at', 'institution, state, due_at'],
    });
    await createTable(runner, {
      name: 'case_clock_entry',
      columns: {
        id: 'key',
        institution: 'key',
        instance_id: 'id',
        kind: 'key',
        day: 'key',
        at: 'millis',
        position: 'millis',
        account: 'key',
        cause: 'key?',
        element_id: 'key?',
        ground: 'text?',
        reason: 'bigText?',
        notice: 'bigText?',
        until: 'key?',
        percent: 'integer?',
        counted: 'boolean',
      },
      indices: ['instance_id, at', 'counted, at'],
    });
    await createTable(runner, {
      name: 'receipt_counter',
      columns: { id: 'key', value: 'integer', revision: 'integer' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['receipt_counter', 'case_clock_entry', 'case_clock']) await runner.query(`DROP TABLE ${table}`);
  }
}
