import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

/** Lists of work: what cases are found by, the orders in which inboxes are read, and views that people keep. */
export class Inbox1700000029000 implements MigrationInterface {
  readonly name = 'Inbox1700000029000';

  async up(runner: QueryRunner): Promise<void> {
    const sqlite = runner.dataSource.options.type === 'better-sqlite3';
    await runner.query(`ALTER TABLE \`history_instance\` ADD \`search\` ${sqlite ? 'text' : 'varchar(191)'} NULL`);
    await runner.query('UPDATE `history_instance` SET `search` = LOWER(`business_key`)');
    await runner.query('CREATE INDEX `ix_history_instance_found` ON `history_instance` (`ended_at`, `search`, `id`)');
    await runner.query('CREATE INDEX `ix_history_instance_search` ON `history_instance` (`search`, `id`)');
    await runner.query('CREATE INDEX `ix_task_urgency` ON `task` (`institution`, `assignee`, `due_at`, `id`)');
    await runner.query('CREATE INDEX `ix_task_holder` ON `task` (`assignee`, `due_at`, `id`)');
    await runner.query('CREATE INDEX `ix_task_element` ON `task` (`definition_id`, `element_id`)');
    await createTable(runner, {
      name: 'saved_view',
      columns: {
        id: 'id',
        account: 'key',
        name: 'key',
        base: 'key',
        filter: 'json',
        shared_institution: 'key?',
        shared_role: 'key?',
        created_at: 'millis',
        revision: 'integer',
      },
      indices: ['account', 'shared_institution, shared_role'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE `saved_view`');
  }
}
