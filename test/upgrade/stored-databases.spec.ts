import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { verifyCommand } from '../../apps/server/src/audit/verify-command.ts';
import { createApp } from '../../apps/server/src/create-app.ts';
import { migrations } from '../../apps/server/src/migrations/index.ts';
import { VirtualClock } from '../../apps/server/src/platform/clock.ts';
import { Database } from '../../apps/server/src/platform/database/database.ts';
import type { DatabaseSystem } from '../support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../support/databases.ts';
import { eventually } from '../support/throw-away.ts';
import { RestClient } from './rest-client.ts';
import { finishCases } from './finish-cases.ts';
import { storedAdministrator, storedCases, storedReleases } from './stored.ts';
import { doneBefore, storedModels } from './stored-models.ts';
import { unpack } from './unpack.ts';

const processes = fileURLToPath(new URL('../../processes', import.meta.url));
const day = 86_400_000;
const names = databaseNames.filter((name) => name !== 'MySQL');

describe.each(names)('On %s', (name) => {
  let system: DatabaseSystem;
  let app: NestExpressApplication | undefined;
  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());
  afterEach(async () => {
    await app?.close();
    app = undefined;
  });

  it.each(storedReleases)(
    'the stored database of %s is migrated and its waiting cases come to their ends',
    async (release) => {
      const { storedAt, cases, ended, leftOut } = storedCases(release)[name as 'SQLite' | 'MariaDB'];
      expect(Object.keys(cases).sort()).toEqual(
        Object.keys(storedModels)
          .filter((key) => key !== 'stored-called' && !leftOut.includes(key))
          .sort(),
      );
      const config = await system.newConfig({ GAITA_MODE: 'production' });
      await unpack(release, config);
      // a fortnight later: both timers are overdue
      app = await createApp({ config, clock: new VirtualClock(storedAt + 14 * day), processes, quiet: true });
      await app.listen(0, '127.0.0.1');
      const { port } = app.getHttpServer().address() as { port: number };
      const client = new RestClient(`http://127.0.0.1:${port}`, storedAdministrator.account, storedAdministrator.password);
      const { reader } = app.get(Database);
      expect(await reader.query('SELECT name FROM migrations')).toHaveLength(migrations.length);

      await finishCases(client, cases);
      expect(await client.state(ended)).toBe('COMPLETED');
      for (const [key, elements] of Object.entries(doneBefore).filter(([each]) => cases[each])) {
        const past = await client.ask<{ activityId: string; endTime: string | null }[]>(
          'GET',
          `/history/activity-instance?processInstanceId=${cases[key]}&activityType=userTask`,
        );
        expect(past.map(({ activityId }) => activityId)).toEqual(expect.arrayContaining([...elements]));
        expect(past.filter(({ endTime }) => endTime === null)).toEqual([]);
      }
      for (const table of ['task', 'timer', 'job', 'subscription', 'delivery', 'instance'])
        expect(`${table} ${(await reader.query(`SELECT id FROM \`${table}\``)).length}`).toBe(`${table} 0`);

      await eventually(async () => {
        const said: string[] = [];
        const status = await verifyCommand([], (line) => void said.push(line), {
          DATABASE_URL: config.database.url,
          GAITA_MODE: 'production',
        });
        expect(`${said.join('\n')} ${status}`).toMatch(/ 0 wait to be sealed[^]*intact[^]* 0$/);
      });
    },
    120_000,
  );
});
