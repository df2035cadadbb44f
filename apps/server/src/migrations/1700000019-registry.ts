import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Registry1700000019000 implements MigrationInterface {
  readonly name = 'Registry1700000019000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'post',
      columns: {
        id: 'id',
        institution: 'key',
        unit: 'id?',
        names: 'json',
        roles: 'json',
        active: 'boolean',
        revision: 'integer',
      },
      indices: ['institution'],
    });
    await createTable(runner, {
      name: 'post_holder',
      columns: { id: 'id', post_id: 'id', person_id: 'id', valid_from: 'millis', valid_to: 'millis?', revision: 'integer' },
      indices: ['post_id', 'person_id'],
    });
    await createTable(runner, {
      name: 'role_description',
      columns: {
        id: 'id',
        institution: 'key',
        role: 'key',
        version: 'integer',
        texts: 'json',
        changed_by: 'key',
        changed_at: 'millis',
        note: 'text?',
      },
      unique: ['institution, role, version'],
    });
    await createTable(runner, {
      name: 'duty_acknowledgement',
      columns: { id: 'id', person_id: 'id', institution: 'key', role: 'key', version: 'integer', at: 'millis' },
      unique: ['person_id, institution, role, version'],
      indices: ['institution'],
    });
    await createTable(runner, {
      name: 'competence',
      columns: { id: 'id', institution: 'key', names: 'json' },
      indices: ['institution'],
    });
    await createTable(runner, {
      name: 'role_competence',
      columns: { id: 'key', institution: 'key', role: 'key', competences: 'json', revision: 'integer' },
      indices: ['institution'],
    });
    await createTable(runner, {
      name: 'person_competence',
      columns: { id: 'id', person_id: 'id', competence: 'key', since: 'millis' },
      unique: ['person_id, competence'],
    });
    // the key of a service is longer than an id may be; SQLite measures no text
    if (runner.dataSource.options.type !== 'better-sqlite3')
      await runner.query('ALTER TABLE `role_assignment` MODIFY COLUMN `service` varchar(191) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = ['person_competence', 'role_competence', 'competence', 'duty_acknowledgement', 'role_description'];
    for (const table of [...tables, 'post_holder', 'post']) await runner.query(`DROP TABLE \`${table}\``);
  }
}
