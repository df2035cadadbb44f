/** What the SQL of the server must know of the database. `mariadb` from 10.6, `mysql` from 8.0, `sqlite` embedded. */
export type Dialect = 'sqlite' | 'mariadb' | 'mysql';

/** A value as drivers take it. */
export type SqlValue = string | number | null;
/** A parameter of a reading statement; an array stands for a list in `IN (?)`. */
export type SqlParameter = SqlValue | boolean | readonly (string | number)[];

/** @param version what `SELECT VERSION()` says */
export const dialectOf = (version: string): Exclude<Dialect, 'sqlite'> => (/mariadb/i.test(version) ? 'mariadb' : 'mysql');

/** Locks for the rows that a transaction relies on or changes; rows that others hold are left out, not waited for. */
export const lockClause = (dialect: Dialect, mode: 'write' | 'rely'): string => {
  if (dialect === 'sqlite') return '';
  if (mode === 'write') return ' FOR UPDATE SKIP LOCKED';
  return dialect === 'mariadb' ? ' LOCK IN SHARE MODE SKIP LOCKED' : ' FOR SHARE SKIP LOCKED';
};

/** The time of MariaDB or MySQL, milliseconds since 1970, as `now`. */
export const databaseTime = 'SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS UNSIGNED) AS now';

/** Names of tables and columns in statements; both families take backticks. */
export const quoted = (name: string): string => `\`${name}\``;
