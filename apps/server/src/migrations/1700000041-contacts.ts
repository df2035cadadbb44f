import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable } from './columns.ts';

/** A note may tell of a contact with the applicant: how they were spoken to. */
export class Contacts1700000041000 implements MigrationInterface {
  readonly name = 'Contacts1700000041000';

  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, 'note', { contact: 'key?' }, []);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE note DROP COLUMN contact');
  }
}
