import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DataSource } from 'typeorm';
import { OperationalError } from '../errors.ts';
import { SqliteConnection } from './sqlite-adapter.ts';

export interface OpenSqlite {
  readonly dataSource: DataSource;
  /** The one writing connection: migrations at start, then the committer alone. */
  readonly writing: SqliteConnection;
  readonly reading: SqliteConnection;
  close(): Promise<void>;
}

type Migrations = NonNullable<ConstructorParameters<typeof DataSource>[0]['migrations']>;

/** @throws OperationalError when another server holds the file */
export const openSqlite = async (file: string, migrations: Migrations): Promise<OpenSqlite> => {
  const path = resolve(file);
  const lock = holdFile(path);
  try {
    const dataSource = await new DataSource({
      type: 'better-sqlite3',
      driver: SqliteConnection,
      database: path,
      enableWAL: true,
      migrations,
      migrationsTableName: 'migrations',
      prepareDatabase: (connection: SqliteConnection) => void connection.pragma('synchronous = FULL'),
    }).initialize();
    const writing = (dataSource.driver as unknown as { databaseConnection: SqliteConnection }).databaseConnection;
    const reading = new SqliteConnection(path);
    reading.pragma('query_only = ON');
    // as on the other databases, where keys are compared byte by byte
    reading.pragma('case_sensitive_like = ON');
    const close = async () => {
      reading.close();
      await dataSource.destroy();
      lock.close();
    };
    return { dataSource, writing, reading, close };
  } catch (error) {
    lock.close();
    throw (error as { code?: string }).code === 'ERR_SQLITE_ERROR' ? cannotOpen(path, error as Error) : error;
  }
};

const cannotOpen = (path: string, cause: Error): OperationalError =>
  new OperationalError(
    `The database ${path} cannot be opened (${cause.message}): check that it is a SQLite file in a folder that may be written, or set DATABASE_URL.`,
    { cause },
  );

/**
 * A second server on the same file would break the committer's promise. An exclusive transaction on a file beside it is
 * held as long as the process lives, and freed by the operating system however it dies.
 */
export const holdFile = (path: string): SqliteConnection => {
  let lock: SqliteConnection | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    lock = new SqliteConnection(`${path}.lock`, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock?.close();
    const isHeld = lock !== undefined && /locked|busy/i.test((cause as Error).message);
    if (!isHeld) throw cannotOpen(path, cause as Error);
    throw new OperationalError(`Another server uses the database ${path}: stop it, or give this one another DATABASE_URL.`, {
      cause,
    });
  }
};
