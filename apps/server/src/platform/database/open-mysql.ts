import mysql from 'mysql2/promise';
import type { ConnectionOptions } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { OperationalError } from '../errors.ts';
import { dialectOf } from './dialect.ts';
import { MysqlPool } from './mysql-pool.ts';

type Migrations = NonNullable<ConstructorParameters<typeof DataSource>[0]['migrations']>;

export const sessionSettings =
  "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', SESSION time_zone = '+00:00'; " +
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED';

export interface OpenMysql {
  /** For migrations. */
  readonly dataSource: DataSource;
  readonly dialect: 'mariadb' | 'mysql';
  /** For reading. */
  readonly pool: MysqlPool;
  /** For connections beside the pool. */
  readonly connection: ConnectionOptions;
  close(): Promise<void>;
}

export const connectionOptions = (url: string): ConnectionOptions => {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  return {
    host: hostname,
    port: port === '' ? 3306 : Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    // mysql2 by itself believes any certificate of an authority that it trusts, whoever it was made for
    ...(searchParams.get('ssl') === 'true' && { ssl: { verifyIdentity: true } }),
    charset: 'utf8mb4_bin',
    supportBigNumbers: true,
    decimalNumbers: true,
    multipleStatements: true,
    connectTimeout: 5000,
  };
};

/** @throws OperationalError when the database cannot be reached or is too old */
export const openMysql = async (url: string, migrations: Migrations): Promise<OpenMysql> => {
  const connection = connectionOptions(url);
  const dialect = await askDialect(connection);
  const dataSource = await new DataSource({
    type: dialect,
    ...(connection as { host: string; port: number }),
    username: connection.user,
    password: connection.password as string,
    database: connection.database as string,
    ssl: connection.ssl,
    charset: 'utf8mb4_bin',
    poolSize: 4,
    extra: { decimalNumbers: true, multipleStatements: true },
    supportBigNumbers: true,
    bigNumberStrings: false,
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'none',
  }).initialize();
  const migrating = (dataSource.driver as unknown as { pool: MigrationPool }).pool;
  migrating.on('connection', (member) => member.query(sessionSettings, () => {}));
  const pool = new MysqlPool(connection, sessionSettings);
  const close = async () => {
    await pool.close();
    await dataSource.destroy();
  };
  return { dataSource, dialect, connection, pool, close };
};

interface MigrationPool {
  on(event: 'connection', use: (member: { query(sql: string, done: () => void): void }) => void): void;
}

const askDialect = async (options: ConnectionOptions): Promise<'mariadb' | 'mysql'> => {
  try {
    const connection = await mysql.createConnection(options);
    const [rows] = await connection.query('SELECT VERSION() AS version');
    await connection.end();
    const { version } = (rows as { version: string }[])[0]!;
    const dialect = dialectOf(version);
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const oldest = dialect === 'mariadb' ? [10, 6] : [8, 0];
    if (major < oldest[0]! || (major === oldest[0] && minor < oldest[1]!)) {
      throw new OperationalError(`The database is ${dialect} ${version}; the oldest that works is ${oldest.join('.')}.`);
    }
    return dialect;
  } catch (cause) {
    if (cause instanceof OperationalError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new OperationalError(
      `The database ${options.database} at ${options.host}:${options.port} cannot be reached (${reason}): check that it runs, and the address, account and password in DATABASE_URL.`,
      { cause },
    );
  }
};
