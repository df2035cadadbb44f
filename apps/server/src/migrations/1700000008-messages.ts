import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Messages1700000008000 implements MigrationInterface {
  readonly name = 'Messages1700000008000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'subscription',
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
        event_type: 'key',
        event_name: 'key',
        correlation_key: 'key?',
        created_at: 'millis',
        revision: 'integer',
      },
      indices: ['event_name, institution, business_key', 'instance_id'],
    });
    await createTable(runner, {
      name: 'start_subscription',
      columns: {
        id: 'id',
        institution: 'key',
        definition_id: 'id',
        process_key: 'key',
        element_id: 'key',
        event_type: 'key',
        event_name: 'key',
        correlation_key: 'key?',
      },
      indices: ['event_name, institution', 'definition_id'],
    });
    await createTable(runner, {
      name: 'delivery',
      columns: {
        id: 'id',
        institution: 'key',
        sender_instance_id: 'id?',
        receiver_instance_id: 'id?',
        type: 'key',
        message_name: 'key?',
        delivery: 'json',
        created_at: 'millis',
        state: 'key',
        available_at: 'millis',
        expires_at: 'millis?',
        attempts: 'integer',
        last_error: 'text?',
        revision: 'integer',
      },
      indices: ['state, available_at', 'receiver_instance_id', 'message_name, state'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['delivery', 'start_subscription', 'subscription']) await runner.query(`DROP TABLE ${table}`);
  }
}
