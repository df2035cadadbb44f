import { statSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { hasMariadb, startMariadb } from '../support/start-mariadb.ts';
import { temporaryFolder } from '../support/throw-away.ts';
import { built } from './built.ts';
import type { Row } from './workload.ts';

/** An empty database of a workload's own, with a connection beside the server's for looking at what is committed. */
export interface BenchDatabase {
  readonly name: 'SQLite' | 'MariaDB';
  readonly url: string;
  /** Of its server, where it has one. */
  readonly pid: number | undefined;
  /** What is committed; statements that both read alike. */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Milliseconds since 1970 by the clock that decides when a timer is due. */
  now(): Promise<number>;
  /** On disk, with its log. */
  bytes(): Promise<number>;
  stop(): Promise<void>;
}

export type DatabaseName = BenchDatabase['name'];
export const databaseNames: readonly DatabaseName[] = hasMariadb() ? ['SQLite', 'MariaDB'] : ['SQLite'];

/** A short run takes the first one only, which needs no start. */
export const databasesFor = ({ quick }: { readonly quick: boolean }): readonly DatabaseName[] =>
  quick ? databaseNames.slice(0, 1) : databaseNames;

export const openDatabase = (name: DatabaseName): Promise<BenchDatabase> => (name === 'SQLite' ? sqlite() : mariadb());

/** The work on one after the other; each row is told with its database. */
export async function onEach(
  names: readonly DatabaseName[],
  work: (database: BenchDatabase) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of names) {
    const database = await openDatabase(name);
    try {
      rows.push(...(await work(database)).map((row) => ({ ...row, name: `${name}: ${row.name}` })));
    } finally {
      await database.stop();
    }
  }
  return rows;
}

async function sqlite(): Promise<BenchDatabase> {
  const { SqliteConnection } = await built<typeof import('../../apps/server/src/platform/database/sqlite-adapter.ts')>(
    'platform/database/sqlite-adapter',
  );
  const folder = temporaryFolder('bench');
  const file = join(folder.path, 'gaita.db');
  let reading: InstanceType<typeof SqliteConnection> | undefined;
  return {
    name: 'SQLite',
    url: `sqlite:${file}`,
    pid: undefined,
    query: async (sql) => {
      if (!reading) {
        reading = new SqliteConnection(file);
        reading.pragma('query_only = ON');
      }
      return reading.prepare(sql).all();
    },
    now: async () => Date.now(),
    bytes: async () =>
      [file, `${file}-wal`].reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0),
    stop: async () => {
      reading?.close();
      folder.remove();
    },
  };
}

async function mariadb(): Promise<BenchDatabase> {
  const server = await startMariadb();
  const connection = await mysql.createConnection({ uri: server.url.replace('mariadb:', 'mysql:'), decimalNumbers: true });
  const query = async (sql: string) => (await connection.query(sql))[0] as Record<string, unknown>[];
  const number = async (sql: string) => Number((await query(sql))[0]?.['n']);
  return {
    name: 'MariaDB',
    url: server.url,
    pid: server.process.pid,
    query,
    now: () => number('SELECT UNIX_TIMESTAMP(NOW(3)) * 1000 AS n'),
    bytes: () => number(`SELECT SUM(FILE_SIZE) AS n FROM information_schema.INNODB_SYS_TABLESPACES WHERE NAME LIKE 'gaita/%'`),
    stop: async () => {
      await connection.end();
      await server.stop();
    },
  };
}
