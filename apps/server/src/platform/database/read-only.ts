import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../config.ts';
import { OperationalError } from '../errors.ts';
import type { Database } from './database.ts';
import { openMysql } from './open-mysql.ts';
import { Reader } from './reader.ts';
import { SqliteConnection } from './sqlite-adapter.ts';

export type ReadOnly = Pick<Database, 'reader' | 'dialect'> & { close(): Promise<void> };

/** A database as it is: not migrated, not written to, and read while a server runs on it. */
export const openReadOnly = async ({ database }: Pick<Config, 'database'>): Promise<ReadOnly> => {
  if (database.kind === 'sqlite') {
    const file = resolve(database.file);
    if (!existsSync(file)) throw new OperationalError(`There is no database ${file}.`);
    const connection = new SqliteConnection(file);
    connection.pragma('query_only = ON');
    return {
      dialect: 'sqlite',
      reader: new Reader(async (sql, values) => connection.prepare(sql).all(...values)),
      close: async () => void connection.close(),
    };
  }
  const { dialect, pool, close } = await openMysql(database.url, []);
  return { dialect, reader: new Reader(pool.run, pool.together), close };
};
