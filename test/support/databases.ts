import { join } from 'node:path';
import { Config } from '../../apps/server/src/platform/config.ts';
import { createDatabase, hasMariadb, startMariadb } from './start-mariadb.ts';
import type { ThrowAway } from './throw-away.ts';
import { temporaryFolder } from './throw-away.ts';

/** A database system of which each test gets empty databases. */
export interface DatabaseSystem {
  /** Settings of a new, empty database; opening them twice means two replicas where the system allows it. */
  newConfig(variables?: Record<string, string>): Promise<Config>;
  /** The server, where there is one. */
  readonly server: ThrowAway | undefined;
  stop(): Promise<void>;
}

export type DatabaseName = 'SQLite' | 'MariaDB' | 'MySQL';

const onlySqlite = process.env['GAITA_TEST_DATABASES'] === 'SQLite';
const keepsServer = process.env['GAITA_TEST_KEEPS_SERVER'] === '1';

/**
 * What can be tested on this machine: SQLite always, MariaDB where it is installed, MySQL 8 where `MYSQL_URL` names one.
 * `GAITA_TEST_DATABASES=SQLite` leaves it at that. `GAITA_TEST_KEEPS_SERVER=1`: one MariaDB for all specs of a process, which runs them again
 * and again.
 */
export const databaseNames: readonly DatabaseName[] = [
  'SQLite',
  ...(hasMariadb() && !onlySqlite ? (['MariaDB'] as const) : []),
  ...(process.env['MYSQL_URL'] && !onlySqlite ? (['MySQL'] as const) : []),
];

export const startDatabaseSystem = async (name: DatabaseName): Promise<DatabaseSystem> => {
  if (name === 'SQLite') return sqlite();
  if (name === 'MariaDB') return keepsServer ? keptMariadb() : mariadb(await startMariadb());
  return givenMysql(process.env['MYSQL_URL'] as string);
};

let counted = 0;

const sqlite = (): DatabaseSystem => {
  const folder = temporaryFolder('sqlite');
  return {
    newConfig: async (variables = {}) =>
      new Config({ ...variables, DATABASE_URL: `sqlite:${join(folder.path, `${++counted}`, 'gaita.db')}` }),
    server: undefined,
    stop: async () => folder.remove(),
  };
};

const mariadb = (server: ThrowAway): DatabaseSystem => ({
  newConfig: async (variables = {}) =>
    new Config({ ...variables, DATABASE_URL: await createDatabase(server, `test_${++counted}`) }),
  server,
  stop: () => server.stop(),
});

let kept: Promise<ThrowAway> | undefined;

const keptMariadb = async (): Promise<DatabaseSystem> => {
  const server = await (kept ??= startMariadb());
  const { exitCode, signalCode } = server.process;
  // a spec that failed may have left it so
  if (exitCode !== null || signalCode !== null) await server.restart();
  return { ...mariadb(server), stop: async () => {} };
};

const givenMysql = (url: string): DatabaseSystem => {
  const made: (() => Promise<void>)[] = [];
  return {
    newConfig: async (variables = {}) => {
      const { default: mysql } = await import('mysql2/promise');
      const name = `gaita_test_${process.pid}_${++counted}`;
      const connection = await mysql.createConnection({ uri: url });
      await connection.query(`CREATE DATABASE \`${name}\``);
      made.push(async () => {
        await connection.query(`DROP DATABASE \`${name}\``);
        await connection.end();
      });
      const target = new URL(url);
      target.pathname = `/${name}`;
      return new Config({ ...variables, DATABASE_URL: target.href });
    },
    server: undefined,
    stop: async () => {
      for (const drop of made) await drop();
    },
  };
};
