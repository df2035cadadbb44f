import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Instances1700000004000 implements MigrationInterface {
  readonly name = 'Instances1700000004000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'instance',
      columns: {
        id: 'id',
        institution: 'key',
        definition_id: 'id',
        process_key: 'key',
        business_key: 'key?',
        revision: 'integer',
        sequence: 'integer',
        state: 'key',
        snapshot: 'bigText',
        parent_instance_id: 'id?',
        parent_token_id: 'id?',
        root_instance_id: 'id',
        call_depth: 'integer',
        started_by: 'key?',
        started_at: 'millis',
      },
      indices: ['definition_id', 'process_key, institution', 'business_key', 'root_instance_id', 'parent_instance_id'],
    });
    await createTable(runner, {
      name: 'journal',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        sequence: 'integer?',
        command_id: 'id',
        actor: 'key',
        at: 'millis',
        records: 'json',
      },
      unique: ['instance_id, sequence'],
      indices: ['command_id'],
    });
    await createTable(runner, {
      name: 'history_instance',
      columns: {
        id: 'id',
        institution: 'key',
        definition_id: 'id',
        process_key: 'key',
        business_key: 'key?',
        started_by: 'key?',
        started_at: 'millis',
        ended_at: 'millis?',
        outcome: 'key?',
        end_reason: 'text?',
        start_element_id: 'key?',
        end_element_id: 'key?',
        parent_instance_id: 'id?',
        root_instance_id: 'id',
      },
      indices: [
        'institution, process_key, started_at',
        'process_key, ended_at',
        'definition_id, started_at',
        'business_key',
        'started_at',
        'ended_at',
        'parent_instance_id',
        'root_instance_id',
      ],
    });
    await createTable(runner, {
      name: 'history_activity',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        definition_id: 'id',
        process_key: 'key',
        position: 'millis',
        parent_activity_instance_id: 'id',
        element_id: 'key',
        element_type: 'key',
        element_name: 'text?',
        loop_index: 'integer?',
        task_id: 'id?',
        assignee: 'key?',
        child_instance_id: 'id?',
        started_at: 'millis',
        ended_at: 'millis?',
        outcome: 'key?',
      },
      indices: ['instance_id, position', 'definition_id, element_id', 'process_key, started_at', 'task_id', 'child_instance_id'],
    });
    await createTable(runner, {
      name: 'history_variable',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        definition_id: 'id',
        process_key: 'key',
        scope_id: 'id',
        name: 'key',
        type: 'key?',
        value: 'json',
        salt: 'key',
        version: 'integer',
        created_at: 'millis',
        updated_at: 'millis',
      },
      indices: ['instance_id, name', 'scope_id', 'process_key, name'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['history_variable', 'history_activity', 'history_instance', 'journal', 'instance']) {
      await runner.query(`DROP TABLE ${name}`);
    }
  }
}
