import mysql from 'mysql2/promise';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Dialect } from '../platform/database/dialect.ts';
import { dialectOf, quoted } from '../platform/database/dialect.ts';
import { connectionOptions, sessionSettings } from '../platform/database/open-mysql.ts';
import type { Filling } from '../platform/database/unfinished.ts';
import { markOf, tableNames, unfinishedIn } from '../platform/database/unfinished.ts';
import { OperationalError } from '../platform/errors.ts';

export interface EmptyTarget {
  readonly connection: Connection;
  readonly dialect: Exclude<Dialect, 'sqlite'>;
  /** From here on servers start on it. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A database on a server, without tables, and marked so that no server starts on it until `finish`. What an earlier try of the same
 * kind left behind is taken away.
 * @throws OperationalError when anything else is in it, or another such command works on it
 */
export const emptyTarget = async (url: string, what: Filling): Promise<EmptyTarget> => {
  const connection = await mysql.createConnection(connectionOptions(url)).catch((cause: unknown) => {
    throw new OperationalError(`The database ${withoutPassword(url)} cannot be reached: ${(cause as Error).message}`, { cause });
  });
  const ask = async (sql: string) => (await connection.query<RowDataPacket[]>(sql))[0];
  try {
    await connection.query(`${sessionSettings}; SET SESSION foreign_key_checks = 0`);
    const dialect = dialectOf(String((await ask('SELECT VERSION() AS version'))[0]?.['version']));
    const [lock] = await ask("SELECT GET_LOCK(CONCAT('gaita-fill-', LEFT(MD5(DATABASE()), 16)), 0) AS got");
    if (Number(lock?.['got']) !== 1) throw new OperationalError(`Another ${what} into ${withoutPassword(url)} is at work.`);
    const present = await tableNames(ask, dialect);
    const begun = await unfinishedIn(ask, dialect);
    if (present.length > 0 && begun !== what)
      throw new OperationalError(
        begun === undefined
          ? `The database ${withoutPassword(url)} is not empty: give an empty one.`
          : `A ${begun} into ${withoutPassword(url)} was begun and not finished: repeat that, or give an empty database.`,
      );
    // the mark first and last: without it a part would look like a whole
    await connection.query(`CREATE TABLE IF NOT EXISTS ${markOf(what)} (id int NOT NULL PRIMARY KEY)`);
    for (const name of present) if (name !== markOf(what)) await connection.query(`DROP TABLE ${quoted(name)}`);
    const finish = async () => void (await connection.query(`DROP TABLE ${markOf(what)}`));
    return { connection, dialect, finish, close: () => connection.end() };
  } catch (error) {
    await connection.end();
    throw error;
  }
};

export const withoutPassword = (url: string): string => {
  const shown = new URL(url);
  if (shown.password !== '') shown.password = '…';
  return decodeURI(shown.href);
};
