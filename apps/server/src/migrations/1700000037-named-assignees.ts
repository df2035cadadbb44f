import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable } from './columns.ts';

/** Whom a model named as the assignee of a task: until now that was told by when they had it. */
export class NamedAssignees1700000037000 implements MigrationInterface {
  readonly name = 'NamedAssignees1700000037000';

  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, 'task', { named: 'key?' }, []);
    await runner.query(
      'UPDATE task SET named = assignee WHERE assignee IS NOT NULL AND claimed_at = created_at AND opinion_of IS NULL AND signing IS NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE task DROP COLUMN named');
  }
}
