import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { verifyCommand } from '../../apps/server/src/audit/verify-command.ts';
import { createApp } from '../../apps/server/src/create-app.ts';
import { migrations } from '../../apps/server/src/migrations/index.ts';
import type { Config } from '../../apps/server/src/platform/config.ts';
import type { MigrationClass } from '../../apps/server/src/platform/database/migrate.ts';
import { openReadOnly } from '../../apps/server/src/platform/database/read-only.ts';
import type { DatabaseSystem } from '../support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../support/databases.ts';
import { eventually } from '../support/throw-away.ts';
import { nextMigrations } from './next-migrations.ts';
import { RestClient } from './rest-client.ts';
import { storedModels } from './stored-models.ts';

const next: readonly MigrationClass[] = [...migrations, ...nextMigrations];
const key = 'stored-task';

describe.each(databaseNames.filter((name) => name !== 'SQLite'))(
  'A replica of the next release beside those of this one on %s',
  (name) => {
    let system: DatabaseSystem;
    let config: Config;
    const running: NestExpressApplication[] = [];
    beforeAll(async () => {
      Logger.overrideLogger(false);
      system = await startDatabaseSystem(name);
      config = await system.newConfig({ GAITA_MODE: 'demo' });
    });
    afterAll(async () => {
      await Promise.all(running.map((app) => app.close()));
      await system.stop();
    });

    const start = async (list: readonly MigrationClass[]): Promise<RestClient> => {
      const app = await createApp({ config, migrations: list, quiet: true });
      running.push(app);
      await app.listen(0, '127.0.0.1');
      const { port } = app.getHttpServer().address() as { port: number };
      return new RestClient(`http://127.0.0.1:${port}`, 'admin', 'demo');
    };

    it('migrates while they work, works on the same cases, and lets them end; nothing is lost, and no earlier one starts again', async () => {
      const old = await start(migrations);
      await old.deploy(key, storedModels[key] as string);
      const begun: string[] = [];
      const completed: string[] = [];
      /** A case begun by one and gone on with by another. */
      const one = async (first: RestClient, then: RestClient): Promise<void> => {
        const id = await first.start(key, `case-${begun.length + 1}`);
        begun.push(id);
        for (const client of [then, first]) for (const task of await client.tasks(id)) await client.complete(task.id);
        completed.push(id);
      };
      let over = false;
      const working = (async () => {
        while (!over) await one(old, old);
      })();
      await eventually(async () => expect(completed.length).toBeGreaterThan(3));
      const before = completed.length;
      const later = await start(next);
      await eventually(async () => expect(completed.length).toBeGreaterThan(before + 3));
      over = true;
      await working;
      for (let turn = 0; turn < 5; turn++) {
        await one(old, later);
        await one(later, old);
      }
      await expect(createApp({ config, migrations, quiet: true })).rejects.toThrow(
        `it has ${nextMigrations[0]?.name}, the program knows up to ${migrations.at(-1)?.name}`,
      );
      await running[0]?.close();
      running.shift();
      await one(later, later);

      expect(completed).toEqual(begun);
      for (const id of begun) await eventually(async () => expect(await later.state(id)).toBe('COMPLETED'));
      const reading = await openReadOnly(config);
      const twice = await reading.reader.query(
        'SELECT instance_id FROM history_task GROUP BY instance_id, element_id HAVING COUNT(*) > 1',
      );
      await reading.close();
      expect(twice).toEqual([]);
      await eventually(async () => {
        const said: string[] = [];
        const code = await verifyCommand(['--demo'], (line) => void said.push(line), { DATABASE_URL: config.database.url });
        expect(`${said.join('\n')} ${code}`).toMatch(/ 0 wait to be sealed[^]* 0$/);
      });
    });
  },
);
