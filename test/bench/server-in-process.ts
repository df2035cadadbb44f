import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../apps/server/src/platform/write-plan.ts';
import type { Row } from './workload.ts';
import { benchmarkModel, benchmarkVariables } from './benchmark-model.ts';
import { built } from './built.ts';
import { gathered } from './gathered.ts';

/**
 * The server without HTTP, with the benchmark model deployed: what a durable step costs by itself.
 * @param url an empty database; default: a throw-away SQLite file
 */
export async function serverInProcess(url?: string) {
  const { createApp } = await built<typeof import('../../apps/server/src/create-app.ts')>('create-app');
  const { Config } = await built<typeof import('../../apps/server/src/platform/config.ts')>('platform/config');
  const { DeployModels } = await built<typeof import('../../apps/server/src/models/index.ts')>('models/index');
  const { StartProcess } = await built<typeof import('../../apps/server/src/instances/index.ts')>('instances/index');
  const { CompleteTask } = await built<typeof import('../../apps/server/src/tasks/index.ts')>('tasks/index');
  const { Sealer } = await built<typeof import('../../apps/server/src/audit/index.ts')>('audit/index');
  const { Database } =
    await built<typeof import('../../apps/server/src/platform/database/database.ts')>('platform/database/database');
  const { People } = await built<typeof import('../../apps/server/src/identity/index.ts')>('identity/index');

  const folder = await mkdtemp(join(tmpdir(), 'gaita-bench-'));
  const file = join(folder, 'gaita.db');
  const config = new Config({ DATABASE_URL: url ?? `sqlite:${file}`, GAITA_MODE: 'demo', GAITA_FILES: folder });
  const app = await createApp({ config, quiet: true });
  const database = app.get(Database);
  let count = 0;
  const command = (account: string): Command => ({ id: `bench-${++count}`, account });
  await app.get(DeployModels).run(command('admin'), {
    institution: 'shared',
    name: 'benchmark',
    resources: [{ name: 'model.bpmn', content: benchmarkModel() }],
    filterDuplicates: false,
  });
  const person = await app.get(People).byAccount('case-handler-1');
  if (!person) throw new Error('the demo people are missing');
  const actor = await app.get(People).actorOf(person, 'basic');
  const openTasks = gathered(async (instanceIds: readonly string[]) =>
    database.reader.query<{ instance_id: string; id: string }>(
      'SELECT instance_id, id FROM task WHERE instance_id IN (?) ORDER BY id',
      [instanceIds],
    ),
  );

  return {
    async start(): Promise<string> {
      const started = await app
        .get(StartProcess)
        .run(command(actor.account), actor, { processKey: 'benchmark', variables: benchmarkVariables });
      if ('rejected' in started) throw new Error(started.message);
      return started.instanceId;
    },
    /** Read past the server, for many instances at once: finding work is no part of a step. */
    async openTasks(instanceId: string): Promise<readonly string[]> {
      return (await openTasks(instanceId)).filter((row) => row.instance_id === instanceId).map(({ id }) => id);
    },
    async complete(taskId: string): Promise<void> {
      const answer = await app.get(CompleteTask).run(command(actor.account), actor, taskId, { variables: {}, checkForm: false });
      if ('rejected' in answer) throw new Error(answer.message);
    },
    /** Puts everything that is committed into the audit's chain, as a running server does each second. */
    async seal(): Promise<void> {
      await app.get(Sealer).seal();
    },
    /** What makes its commits durable, as the database itself says. */
    async settings(): Promise<Row[]> {
      const { writeAccess, reader } = database;
      if (writeAccess.dialect === 'sqlite') {
        const [row] = writeAccess.connection.pragma('synchronous');
        return [{ name: 'SQLite, WAL: synchronous (2 is FULL)', value: Number(row?.['synchronous']), unit: '' }];
      }
      const [row] = await reader.query<Record<string, number>>(
        'SELECT @@innodb_flush_log_at_trx_commit AS flush, @@innodb_buffer_pool_size AS pool, @@innodb_log_file_size AS log',
      );
      return [
        { name: 'MariaDB: innodb_flush_log_at_trx_commit', value: Number(row?.['flush']), unit: '' },
        { name: 'MariaDB: innodb_buffer_pool_size', value: Number(row?.['pool']) / 1024 / 1024, unit: 'MiB' },
        { name: 'MariaDB: innodb_log_file_size', value: Number(row?.['log']) / 1024 / 1024, unit: 'MiB' },
      ];
    },
    async fileBytes(): Promise<number> {
      const sizes = await Promise.all(
        [file, `${file}-wal`].map((name) =>
          stat(name)
            .then(({ size }) => size)
            .catch(() => 0),
        ),
      );
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    async stop(): Promise<void> {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
