import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

/** Where holds, erasures and additions to a case meet. */
export class CaseKeeping1700000040000 implements MigrationInterface {
  readonly name = 'CaseKeeping1700000040000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, { name: 'case_keeping', columns: { id: 'id', erasing_since: 'millis?', revision: 'integer' } });
    await runner.query(
      'INSERT INTO `case_keeping` (`id`, `erasing_since`, `revision`) SELECT `id`, `erased_at`, 1 FROM `erased_case` WHERE `id` NOT IN (SELECT `id` FROM `case_keeping`)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE `case_keeping`');
  }
}
