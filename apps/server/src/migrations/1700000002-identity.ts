import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Identity1700000002000 implements MigrationInterface {
  readonly name = 'Identity1700000002000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'institution',
      columns: {
        id: 'id',
        name: 'key',
        country: 'key',
        zone: 'key',
        language: 'key',
        moved_days: 'boolean',
        position: 'integer',
        revision: 'integer',
      },
    });
    await createTable(runner, {
      name: 'person',
      columns: {
        id: 'id',
        account: 'key',
        name: 'key',
        email: 'key',
        institution: 'key',
        language: 'key',
        active: 'boolean',
        demo: 'boolean',
        revision: 'integer',
        created_at: 'millis',
      },
      unique: ['account'],
      indices: ['institution, name'],
    });
    await createTable(runner, { name: 'password', columns: { id: 'id', hash: 'text', changed_at: 'millis' } });
    await createTable(runner, {
      name: 'role_assignment',
      columns: {
        id: 'id',
        person_id: 'id',
        role: 'key',
        institution: 'key',
        valid_from: 'millis',
        valid_to: 'millis?',
      },
      indices: ['person_id', 'institution, role'],
    });
    await createTable(runner, {
      name: 'session',
      columns: {
        id: 'id',
        token_hash: 'key',
        person_id: 'id',
        created_at: 'millis',
        expires_at: 'millis',
        revoked_at: 'millis?',
      },
      unique: ['token_hash'],
      indices: ['person_id, expires_at'],
    });
    await createTable(runner, {
      name: 'administrator_link',
      columns: { id: 'id', token_hash: 'key', expires_at: 'millis', used_at: 'millis?', revision: 'integer' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['administrator_link', 'session', 'role_assignment', 'password', 'person', 'institution']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
