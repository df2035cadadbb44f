import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Tasks1700000005000 implements MigrationInterface {
  readonly name = 'Tasks1700000005000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'task',
      columns: {
        id: 'id',
        task_id: 'id',
        institution: 'key',
        instance_id: 'id',
        definition_id: 'id',
        process_key: 'key',
        business_key: 'key?',
        token_id: 'id',
        scope_id: 'id',
        element_id: 'key',
        name: 'text?',
        assignee: 'key?',
        claimed_at: 'millis?',
        candidate_users: 'json',
        candidate_groups: 'json',
        joint: 'json',
        signing: 'json?',
        due_at: 'millis?',
        due_rule: 'text?',
        legal_basis: 'text?',
        follow_up_at: 'millis?',
        priority: 'integer',
        form_key: 'key?',
        created_at: 'millis',
        revision: 'integer',
      },
      unique: ['task_id'],
      indices: ['instance_id', 'assignee', 'institution, created_at', 'institution, due_at', 'process_key', 'business_key'],
    });
    await createTable(runner, {
      name: 'task_candidate',
      columns: { id: 'key', task_id: 'id', kind: 'key', candidate: 'key' },
      indices: ['task_id', 'candidate, kind, task_id'],
      belongsTo: { column: 'task_id', table: 'task' },
    });
    await createTable(runner, {
      name: 'history_task',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        definition_id: 'id',
        process_key: 'key',
        business_key: 'key?',
        activity_instance_id: 'id',
        element_id: 'key',
        name: 'text?',
        assignee: 'key?',
        priority: 'integer',
        due_at: 'millis?',
        due_rule: 'text?',
        legal_basis: 'text?',
        follow_up_at: 'millis?',
        started_at: 'millis',
        ended_at: 'millis?',
        outcome: 'key?',
        completed_by: 'key?',
        reason: 'text?',
      },
      indices: ['instance_id', 'process_key, ended_at', 'completed_by, ended_at'],
    });
    await createTable(runner, {
      name: 'task_signature',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        activity_task_id: 'id',
        role: 'key?',
        opened_at: 'millis',
        account: 'key?',
        signed_at: 'millis?',
        outcome: 'key?',
        reason: 'text?',
      },
      indices: ['activity_task_id', 'instance_id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['task_signature', 'history_task', 'task_candidate', 'task']) await runner.query(`DROP TABLE ${table}`);
  }
}
