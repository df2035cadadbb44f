import mysql from 'mysql2/promise';
import { built } from './built.ts';

/** SQL on the database of a stopped server, for filling it; statements that SQLite and MariaDB read alike. */
export interface RawDatabase {
  run(sql: string): Promise<void>;
  columns(table: string): Promise<string[]>;
  /** An expression that joins texts. */
  concat(...parts: string[]): string;
  /** An expression for the text from its `from`th sign (from 1). */
  textFrom(column: string, from: number): string;
  close(): Promise<void>;
}

export async function openRaw(url: string): Promise<RawDatabase> {
  return url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openMariadb(url);
}

async function openSqlite(file: string): Promise<RawDatabase> {
  const { SqliteConnection } = await built<typeof import('../../apps/server/src/platform/database/sqlite-adapter.ts')>(
    'platform/database/sqlite-adapter',
  );
  const connection = new SqliteConnection(file);
  connection.exec('PRAGMA synchronous = OFF');
  connection.exec('PRAGMA cache_size = -400000');
  return {
    run: async (sql) => void connection.exec(sql),
    columns: async (table) =>
      connection
        .prepare(`PRAGMA table_info(${table})`)
        .all()
        .map((row) => String(row['name'])),
    concat: (...parts) => parts.join(' || '),
    textFrom: (column, from) => `SUBSTR(${column}, ${from})`,
    close: async () => connection.close(),
  };
}

async function openMariadb(url: string): Promise<RawDatabase> {
  const connection = await mysql.createConnection({ uri: url.replace('mariadb:', 'mysql:') });
  await connection.query('SET SESSION foreign_key_checks = 0, SESSION unique_checks = 0');
  return {
    run: async (sql) => void (await connection.query(sql)),
    columns: async (table) => {
      const [found] = await connection.query(`SHOW COLUMNS FROM \`${table}\``);
      // `position` counts by itself.
      return (found as { Field: string; Extra: string }[]).filter(({ Extra }) => Extra === '').map(({ Field }) => Field);
    },
    concat: (...parts) => `CONCAT(${parts.join(', ')})`,
    textFrom: (column, from) => `SUBSTR(${column}, ${from})`,
    close: () => connection.end(),
  };
}
