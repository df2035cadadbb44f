import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Announcements1700000028000 implements MigrationInterface {
  readonly name = 'Announcements1700000028000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'announcement',
      columns: { id: 'id', origin: 'key', at: 'millis', body: 'json' },
      indices: ['at'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE announcement');
  }
}
