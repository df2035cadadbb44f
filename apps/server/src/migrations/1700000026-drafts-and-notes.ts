import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class DraftsAndNotes1700000026000 implements MigrationInterface {
  readonly name = 'DraftsAndNotes1700000026000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'draft',
      columns: {
        id: 'id',
        person_id: 'id',
        institution: 'key',
        draft_key: 'key',
        task_id: 'id?',
        definition_id: 'id?',
        form_key: 'key?',
        content: 'json',
        saved_at: 'millis',
        revision: 'integer',
      },
      indices: ['person_id, saved_at', 'saved_at', 'task_id'],
    });
    await createTable(runner, {
      name: 'note',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        task_id: 'id?',
        author: 'key',
        created_at: 'millis',
        edited_at: 'millis?',
        deleted_at: 'millis?',
        mentions: 'json',
        revision: 'integer',
      },
      indices: ['instance_id, created_at', 'task_id', 'author', 'deleted_at'],
    });
    await createTable(runner, {
      name: 'note_text',
      columns: { id: 'key', note_id: 'id', version: 'integer', content: 'bigText', written_at: 'millis' },
      indices: ['note_id'],
      belongsTo: { column: 'note_id', table: 'note' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['note_text', 'note', 'draft']) await runner.query(`DROP TABLE ${table}`);
  }
}
