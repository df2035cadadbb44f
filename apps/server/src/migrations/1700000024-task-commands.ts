import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

/** Delegation, opinions, who opened a task, and how a completion is taken back. */
export class TaskCommands1700000024000 implements MigrationInterface {
  readonly name = 'TaskCommands1700000024000';

  async up(runner: QueryRunner): Promise<void> {
    // databases that commit each DDL alone may have come as far as this before
    if (!(await runner.hasColumn('task', 'opinion_of'))) await addColumns(runner);
    await createTable(runner, {
      name: 'task_opinion',
      columns: {
        id: 'id',
        institution: 'key',
        instance_id: 'id',
        task_id: 'id',
        element_id: 'key',
        role: 'key?',
        asked_of: 'key?',
        required: 'boolean',
        asked_by: 'key?',
        asked_at: 'millis',
        question: 'text?',
        account: 'key?',
        opinion: 'key?',
        explanation: 'bigText?',
        given_at: 'millis?',
      },
      indices: ['instance_id', 'task_id'],
    });
    await createTable(runner, {
      name: 'instance_undo',
      columns: {
        id: 'id',
        institution: 'key',
        account: 'key',
        task_id: 'id',
        revision: 'integer',
        sequence: 'integer',
        at: 'millis',
        content: 'json',
      },
      belongsTo: { column: 'id', table: 'instance' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['instance_undo', 'task_opinion']) await runner.query(`DROP TABLE ${table}`);
  }
}

async function addColumns(runner: QueryRunner): Promise<void> {
  const columns = (key: string, id: string, json: string, millis: string): string[] => [
    `owner ${key}`,
    `delegation_state ${key}`,
    `consulted ${json}`,
    `created_by ${key}`,
    `opened_by ${key}`,
    `opened_at ${millis}`,
    `opinion_of ${id}`,
  ];
  if (runner.dataSource.options.type === 'better-sqlite3') {
    for (const column of columns('text', 'text', 'text', 'integer'))
      await runner.query(
        `ALTER TABLE task ADD COLUMN ${column} NULL${column.startsWith('opinion_of') ? ' REFERENCES task (id) ON DELETE CASCADE' : ''}`,
      );
    await runner.query('CREATE INDEX ix_task_opinion_of ON task (opinion_of)');
    return;
  }
  const added = columns('varchar(191)', 'varchar(36)', 'longtext', 'bigint').map((column) => `ADD COLUMN ${column} NULL`);
  await runner.query(
    `ALTER TABLE task ${added.join(', ')}, ADD KEY ix_task_opinion_of (opinion_of), ` +
      'ADD CONSTRAINT fk_task_opinion_of FOREIGN KEY (opinion_of) REFERENCES task (id) ON DELETE CASCADE',
  );
}
