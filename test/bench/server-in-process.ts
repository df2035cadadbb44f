import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../apps/server/src/platform/write-plan.ts';
import { benchmarkModel, benchmarkVariables } from './benchmark-model.ts';

/** A built module of the server, with the types of its source. */
const built = <T>(path: string): Promise<T> =>
  import(new URL(`../../../apps/server/dist/${path}.js`, import.meta.url).href) as Promise<T>;

/** The server without HTTP on a throw-away SQLite file, with the benchmark model deployed: what a durable step costs by itself. */
export async function serverInProcess() {
  const { createApp } = await built<typeof import('../../apps/server/src/create-app.ts')>('create-app');
  const { Config } = await built<typeof import('../../apps/server/src/platform/config.ts')>('platform/config');
  const { DeployModels } = await built<typeof import('../../apps/server/src/models/index.ts')>('models/index');
  const { StartProcess } = await built<typeof import('../../apps/server/src/instances/index.ts')>('instances/index');
  const { CompleteTask, ListTasks } = await built<typeof import('../../apps/server/src/tasks/index.ts')>('tasks/index');
  const { People } = await built<typeof import('../../apps/server/src/identity/index.ts')>('identity/index');

  const folder = await mkdtemp(join(tmpdir(), 'gaita-bench-'));
  const file = join(folder, 'gaita.db');
  const app = await createApp({ config: new Config({ DATABASE_URL: `sqlite:${file}` }), quiet: true });
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

  return {
    async start(): Promise<string> {
      const started = await app
        .get(StartProcess)
        .run(command(actor.account), actor, { processKey: 'benchmark', variables: benchmarkVariables });
      if ('rejected' in started) throw new Error(started.message);
      return started.instanceId;
    },
    async openTasks(instanceId: string): Promise<readonly string[]> {
      return (await app.get(ListTasks).rows(actor, { view: 'all', instanceId })).map(({ taskId }) => taskId);
    },
    async complete(taskId: string): Promise<void> {
      const answer = await app.get(CompleteTask).run(command(actor.account), actor, taskId, { variables: {}, checkForm: false });
      if ('rejected' in answer) throw new Error(answer.message);
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
