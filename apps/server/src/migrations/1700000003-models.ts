import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './columns.ts';

export class Models1700000003000 implements MigrationInterface {
  readonly name = 'Models1700000003000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'deployment',
      columns: {
        id: 'id',
        institution: 'key',
        name: 'text',
        source: 'text?',
        deployed_at: 'millis',
        deployed_by: 'key',
      },
      indices: ['institution, deployed_at'],
    });
    await createTable(runner, {
      name: 'resource',
      columns: { id: 'id', deployment_id: 'id', name: 'text', content: 'bigText', content_hash: 'key' },
      indices: ['deployment_id', 'content_hash'],
    });
    await createTable(runner, {
      name: 'definition',
      columns: {
        id: 'id',
        institution: 'key',
        process_key: 'key',
        version: 'integer',
        version_tag: 'key?',
        name: 'text?',
        description: 'bigText?',
        deployment_id: 'id',
        resource_name: 'text',
        is_latest: 'boolean',
        suspended: 'boolean',
        history_time_to_live: 'text?',
        warnings: 'json',
      },
      unique: ['institution, process_key, version'],
      indices: ['process_key, is_latest', 'deployment_id'],
    });
    await createTable(runner, {
      name: 'decision_definition',
      columns: {
        id: 'id',
        institution: 'key',
        decision_key: 'key',
        version: 'integer',
        name: 'text?',
        deployment_id: 'id',
        resource_name: 'text',
        is_latest: 'boolean',
      },
      unique: ['institution, decision_key, version'],
      indices: ['decision_key, is_latest', 'deployment_id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['decision_definition', 'definition', 'resource', 'deployment']) await runner.query(`DROP TABLE ${name}`);
  }
}
