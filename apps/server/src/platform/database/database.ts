import type { DataSource } from 'typeorm';
import type { ConnectionOptions } from 'mysql2/promise';
import type { Config } from '../config.ts';
import { readAgain } from './connection-lost.ts';
import type { Dialect, SqlValue } from './dialect.ts';
import type { RunTogether } from './gathered-reads.ts';
import { databaseTime } from './dialect.ts';
import type { MigrationClass } from './migrate.ts';
import { inTurn, migrate, withFailPoints } from './migrate.ts';
import { openMysql } from './open-mysql.ts';
import { openSqlite } from './open-sqlite.ts';
import { ProgramLevel } from './program-level.ts';
import { Reader } from './reader.ts';
import type { RawRow } from './row-codec.ts';
import type { SqliteConnection } from './sqlite-adapter.ts';

/** What the committer writes through, and nothing else. */
export type WriteAccess =
  | { readonly dialect: 'sqlite'; readonly connection: SqliteConnection }
  | { readonly dialect: 'mariadb' | 'mysql'; readonly connection: ConnectionOptions };

/** The open, migrated database. Features read through `reader`; they write by the committer only. */
export class Database {
  readonly dialect: Dialect;
  readonly reader: Reader;
  readonly writeAccess: WriteAccess;
  /** Tells other replicas what this program knows, where there can be others. */
  readonly level: ProgramLevel | undefined;
  private readonly dataSource: DataSource;
  private readonly run: (sql: string, values: readonly SqlValue[]) => Promise<RawRow[]>;
  private readonly closeAll: () => Promise<void>;

  private constructor(
    writeAccess: WriteAccess,
    dataSource: DataSource,
    run: (sql: string, values: readonly SqlValue[]) => Promise<RawRow[]>,
    closeAll: () => Promise<void>,
    together?: RunTogether,
    level?: ProgramLevel,
  ) {
    this.dialect = writeAccess.dialect;
    this.writeAccess = writeAccess;
    this.dataSource = dataSource;
    this.run = run;
    this.reader = new Reader(run, together);
    this.closeAll = closeAll;
    this.level = level;
  }

  /**
   * Connects and migrates.
   * @throws OperationalError when it cannot be reached, is held by another server (SQLite) or is newer than the program
   */
  static async open(config: Config, migrations: readonly MigrationClass[]): Promise<Database> {
    const database =
      config.database.kind === 'sqlite' ? await this.sqlite(config, migrations) : await this.mysql(config, migrations);
    try {
      await migrate(database.dataSource, database.dialect, migrations, database.level);
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  private static async sqlite(config: Config, migrations: readonly MigrationClass[]): Promise<Database> {
    const { dataSource, writing, reading, close } = await openSqlite(config.database.file, migrations.map(withFailPoints));
    const run = async (sql: string, values: readonly SqlValue[]) => reading.prepare(sql).all(...values);
    return new Database({ dialect: 'sqlite', connection: writing }, dataSource, run, close);
  }

  private static async mysql(config: Config, migrations: readonly MigrationClass[]): Promise<Database> {
    const { dataSource, dialect, connection, pool, close } = await openMysql(config.database.url, migrations.map(withFailPoints));
    const level = new ProgramLevel(connection, migrations);
    const run = (sql: string, values: readonly SqlValue[]) => readAgain(() => pool.run(sql, values));
    const together: RunTogether = (statements) => readAgain(() => pool.together(statements));
    return new Database({ dialect, connection }, dataSource, run, close, together, level);
  }

  /** The database's own time in milliseconds since 1970; undefined for SQLite, whose time is the machine's. */
  async time(): Promise<number | undefined> {
    if (this.dialect === 'sqlite') return undefined;
    const [row] = await this.run(databaseTime, []);
    return Number(row?.['now']);
  }

  /** What replicas that start at once do one after the other: who comes later finds it done. */
  seed(work: () => Promise<void>): Promise<void> {
    return this.dialect === 'sqlite' ? work() : inTurn(this.dataSource, 'seed', work);
  }

  /** @throws when the database does not answer */
  async ping(): Promise<void> {
    await this.run('SELECT 1 AS one', []);
  }

  async close(): Promise<void> {
    await this.level?.stop();
    await this.closeAll();
  }
}
