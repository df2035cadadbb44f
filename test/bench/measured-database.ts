import { rmSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { createDatabase, startMariadb } from '../support/start-mariadb.ts';
import { temporaryFolder } from '../support/throw-away.ts';
import { built } from './built.ts';
import { bytesToDisk, processorTime } from './processor-time.ts';

/** What a database has done since it was started. */
export interface Work {
  readonly statements: number;
  readonly reads: number;
  readonly commits: number;
  readonly rowsWritten: number;
  readonly bytes: number;
  /** Milliseconds of processor time of the database's own process; 0 for SQLite, which works in ours. */
  readonly cpu: number;
}

/** A throw-away database that syncs every commit, as in production. */
export interface MeasuredDatabase {
  readonly name: 'SQLite' | 'MariaDB';
  /** For the server that is measured. */
  readonly url: string;
  /** An empty database beside it, on the same disk and server. */
  readonly floorUrl: string;
  work(): Promise<Work>;
  stop(): Promise<void>;
}

export const difference = (after: Work, before: Work): Work => ({
  statements: after.statements - before.statements,
  reads: after.reads - before.reads,
  commits: after.commits - before.commits,
  rowsWritten: after.rowsWritten - before.rowsWritten,
  bytes: after.bytes - before.bytes,
  cpu: after.cpu - before.cpu,
});

export async function measuredSqlite(): Promise<MeasuredDatabase> {
  const { SqliteConnection, SqliteStatement } = await built<
    typeof import('../../apps/server/src/platform/database/sqlite-adapter.ts')
  >('platform/database/sqlite-adapter');
  const folder = temporaryFolder('bench');
  const file = join(folder.path, 'gaita.db');
  const counted = { statements: 0, reads: 0, commits: 0, rowsWritten: 0 };
  const { exec } = SqliteConnection.prototype;
  const { run, write, all, get } = SqliteStatement.prototype;
  SqliteConnection.prototype.exec = function (sql) {
    if (sql === 'COMMIT') counted.commits++;
    counted.statements++;
    return exec.call(this, sql);
  };
  SqliteStatement.prototype.run = function (...values) {
    counted.statements++;
    const result = run.apply(this, values);
    counted.rowsWritten += Number(result.changes);
    return result;
  };
  SqliteStatement.prototype.write = function (values) {
    counted.statements++;
    const result = write.call(this, values);
    counted.rowsWritten += Number(result.changes);
    return result;
  };
  SqliteStatement.prototype.all = function (...values) {
    counted.statements++;
    counted.reads++;
    return all.apply(this, values);
  };
  SqliteStatement.prototype.get = function (...values) {
    counted.statements++;
    counted.reads++;
    return get.apply(this, values);
  };
  return {
    name: 'SQLite',
    url: `sqlite:${file}`,
    floorUrl: `sqlite:${join(folder.path, 'floor.db')}`,
    work: async () => ({ ...counted, bytes: bytesToDisk(), cpu: 0 }),
    stop: async () => {
      Object.assign(SqliteConnection.prototype, { exec });
      Object.assign(SqliteStatement.prototype, { run, write, all, get });
      rmSync(folder.path, { recursive: true, force: true });
    },
  };
}

export async function measuredMariadb(): Promise<MeasuredDatabase> {
  const server = await startMariadb();
  const floorUrl = await createDatabase(server, 'floor');
  const connection = await mysql.createConnection({ host: '127.0.0.1', port: server.port, user: 'root' });
  const ask = async (sql: string): Promise<Map<string, number>> => {
    const [rows] = await connection.query(sql);
    return new Map((rows as { Variable_name: string; Value: string }[]).map((row) => [row.Variable_name, Number(row.Value)]));
  };
  return {
    name: 'MariaDB',
    url: server.url,
    floorUrl,
    work: async () => {
      const status = await ask('SHOW GLOBAL STATUS');
      const sum = (...names: string[]) => names.reduce((total, name) => total + (status.get(name) ?? 0), 0);
      return {
        statements: sum('Com_select', 'Com_insert', 'Com_update', 'Com_delete', 'Com_begin', 'Com_commit', 'Com_rollback'),
        reads: sum('Com_select'),
        commits: sum('Com_commit'),
        rowsWritten: sum('Handler_write', 'Handler_update', 'Handler_delete'),
        bytes: sum('Innodb_os_log_written'),
        cpu: processorTime(server.process.pid ?? 0),
      };
    },
    stop: async () => {
      await connection.end();
      await server.stop();
    },
  };
}
