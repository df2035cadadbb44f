import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { DataSource, QueryRunner } from 'typeorm';
import { migrations } from '../../apps/server/src/migrations/index.ts';
import type { Config } from '../../apps/server/src/platform/config.ts';
import { migrate } from '../../apps/server/src/platform/database/migrate.ts';
import { openMysql } from '../../apps/server/src/platform/database/open-mysql.ts';
import { openSqlite } from '../../apps/server/src/platform/database/open-sqlite.ts';
import { tableNames } from '../../apps/server/src/platform/database/unfinished.ts';
import type { DatabaseSystem } from '../support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../support/databases.ts';
import { hasEnded, tied } from '../support/throw-away.ts';
import { nextMigrations } from './next-migrations.ts';
import { storedReleases } from './stored.ts';
import { unpack } from './unpack.ts';

type Dialect = Parameters<typeof migrate>[1];
interface Opened {
  readonly dataSource: DataSource;
  readonly dialect: Dialect;
  close(): Promise<void>;
}

const open = async ({ database }: Config): Promise<Opened> => {
  if (database.kind === 'mysql') return openMysql(database.url, [...migrations]);
  return { ...(await openSqlite(database.file, [...migrations])), dialect: 'sqlite' };
};

const changing = /^\s*(CREATE|ALTER|DROP|INSERT|UPDATE|DELETE)\b/i;
class Killed extends Error {}

/** Lets that many statements through that were not done before, then nothing gets to the database any more. */
const limiting = (dataSource: DataSource, keepsEach: boolean) => {
  const create = dataSource.createQueryRunner.bind(dataSource);
  const statements = { left: Infinity, done: 0 };
  const before = new Set<string>();
  const known = new WeakSet<QueryRunner>();
  dataSource.createQueryRunner = (...given) => {
    const runner: QueryRunner = create(...given);
    // SQLite has one
    if (known.has(runner)) return runner;
    known.add(runner);
    const query = runner.query.bind(runner) as (...all: unknown[]) => Promise<unknown>;
    runner.query = (async (sql: string, ...rest: unknown[]) => {
      if (!changing.test(sql)) return query(sql, ...rest);
      if (statements.left <= 0) throw new Killed();
      const answer = await query(sql, ...rest);
      const text = JSON.stringify([sql, rest]);
      if (keepsEach && before.has(text)) return answer;
      before.add(text);
      statements.left -= 1;
      statements.done += 1;
      return answer;
    }) as QueryRunner['query'];
    return runner;
  };
  return statements;
};

/** Every table's columns, indices and rows, as one text. */
const contents = async ({ dataSource, dialect }: Opened): Promise<string> => {
  const parts: unknown[] = [];
  const names = await tableNames((sql) => dataSource.query(sql), dialect);
  if (dialect === 'sqlite')
    parts.push(await dataSource.query('SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name'));
  for (const name of names) {
    const order = name === 'migrations' ? 'timestamp' : 'id';
    const columns = name === 'migrations' ? 'name' : '*';
    if (dialect !== 'sqlite') {
      parts.push(await dataSource.query(`SHOW FULL COLUMNS FROM \`${name}\``));
      parts.push(
        await dataSource.query(
          `SELECT index_name, seq_in_index, column_name, non_unique, sub_part FROM information_schema.statistics
           WHERE table_schema = DATABASE() AND table_name = ? AND index_name <> 'PRIMARY' ORDER BY index_name, seq_in_index`,
          [name],
        ),
      );
    }
    parts.push([name, await dataSource.query(`SELECT ${columns} FROM \`${name}\` ORDER BY ${order}`)]);
  }
  return parts.map((part) => JSON.stringify(part)).join('\n');
};

const migrated = async ({ dataSource }: Opened): Promise<number> => {
  const rows: { n: number }[] = await dataSource.query('SELECT COUNT(*) AS n FROM migrations').catch(() => []);
  return Number(rows[0]?.n ?? 0);
};

describe.each(databaseNames.filter((name) => name !== 'MySQL'))('A server that is killed while it migrates %s', (name) => {
  let system: DatabaseSystem;
  beforeAll(async () => {
    // tells of each statement that was there already
    Logger.overrideLogger(false);
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());

  it.each(['nothing', storedReleases[0] as string])(
    'is begun again after every single statement of the whole list, from %s, and ends as if nothing had been',
    async (from) => {
      // SQLite takes back all of a migration that did not end
      const keepsEach = name !== 'SQLite';
      const prepare = async () => {
        const config = await system.newConfig();
        if (from !== 'nothing') await unpack(from, config);
        return open(config);
      };
      const straight = await prepare();
      const { done } = await (async (statements) => {
        await migrate(straight.dataSource, straight.dialect, migrations);
        return statements;
      })(limiting(straight.dataSource, keepsEach));
      const expected = await contents(straight);
      await straight.close();

      const broken = await prepare();
      const statements = limiting(broken.dataSource, keepsEach);
      let kills = 0;
      for (let allowed = 1; ;) {
        const before = await migrated(broken);
        statements.left = allowed;
        const ended = await migrate(broken.dataSource, broken.dialect, migrations).then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof Killed)) throw error;
            return false;
          },
        );
        if (ended) break;
        kills += 1;
        if (kills > 2 * done) throw new Error('begun again and again, it gets no further');
        if (!keepsEach) allowed = (await migrated(broken)) > before ? 1 : allowed + 1;
      }
      expect(done).toBeGreaterThan(from === 'nothing' ? 100 : 60);
      expect(kills).toBeGreaterThanOrEqual(done - 2);
      expect(await contents(broken)).toBe(expected);
      await broken.close();
    },
    180_000,
  );

  it('takes for its own work only what a start that was broken off left, not a table that somebody made', async () => {
    const config = await system.newConfig();
    await unpack(storedReleases[0] as string, config);
    const opened = await open(config);
    await opened.dataSource.query('CREATE TABLE duty_stand (id INT PRIMARY KEY)');
    await expect(migrate(opened.dataSource, opened.dialect, migrations)).rejects.toThrow(/already exists/);
    await opened.close();
  });

  it('goes on after a real kill at, and in the middle of, each statement of a migration of tables with rows', async () => {
    const statements = name === 'SQLite' ? 3 : 6;
    const child = (config: Config, kill: string) => {
      const support = (path: string) => fileURLToPath(new URL(path, import.meta.url));
      return tied(
        spawn(
          process.execPath,
          [
            '--no-warnings',
            '--import',
            support('../support/source-everywhere.mjs'),
            support('migrate-next.ts'),
            config.database.url,
            kill,
          ],
          { stdio: ['ignore', 'ignore', 'inherit'] },
        ),
      );
    };
    const config = await system.newConfig();
    await unpack(storedReleases[0] as string, config);
    const kills: string[] = [];
    for (let statement = 1; statement <= statements; statement++) {
      // SQLite has done a statement when it has got it
      const killed = child(config, `${statement % 2 === 0 && name !== 'SQLite' ? 'sent' : 'before'}:${statement}`);
      await hasEnded(killed);
      kills.push(`${killed.signalCode}`);
    }
    expect(new Set(kills)).toEqual(new Set(['SIGKILL']));
    const both = [child(config, 'never'), child(config, 'never')];
    await Promise.all(both.map(hasEnded));
    // a file of SQLite is held by one server at a time: whoever came while the other had it was refused
    expect(both.some(({ exitCode }) => exitCode === 0)).toBe(true);
    if (name !== 'SQLite') expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    const { dataSource, close } = await open(config);
    const rows = await dataSource.query('SELECT name FROM migrations');
    expect(rows).toHaveLength(migrations.length + nextMigrations.length);
    const [{ n }] = await dataSource.query(
      'SELECT COUNT(*) AS n FROM history_instance WHERE next_mark IS NULL OR next_mark <> process_key',
    );
    const [{ total }] = await dataSource.query('SELECT COUNT(*) AS total FROM next_thing');
    const [{ cases }] = await dataSource.query('SELECT COUNT(*) AS cases FROM history_instance');
    expect([Number(n), Number(total)]).toEqual([0, Number(cases)]);
    await close();
  });
});
