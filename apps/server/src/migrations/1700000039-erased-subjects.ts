import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases that were erased are found by their number only: what they were about was left in `search` so far. */
export class ErasedSubjects1700000039000 implements MigrationInterface {
  readonly name = 'ErasedSubjects1700000039000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'UPDATE `history_instance` SET `search` = LOWER(`business_key`) WHERE `root_instance_id` IN (SELECT `id` FROM `erased_case`)',
    );
  }

  async down(): Promise<void> {
    // what was erased does not come back
  }
}
