import mysql from 'mysql2/promise';
import { hasMariadb } from '../support/start-mariadb.ts';
import { built } from './built.ts';
import type { MeasuredDatabase } from './measured-database.ts';
import { measuredMariadb, measuredSqlite } from './measured-database.ts';
import { forSeconds } from './rounds.ts';
import type { Row } from './workload.ts';

/**
 * The smallest honest transaction: one row of 4 KB changed by its revision, two rows inserted, committed. It is what any durable
 * step costs at least, if each commits by itself.
 */
export interface Floor {
  /** One transaction of one of the clients, who never meet at a row. */
  transaction(client: number): Promise<void>;
  close(): Promise<void>;
}

const rowsPerClient = 50;
const mostClients = 32;
const content = (revision: number): string => String(revision % 10).repeat(4_096);
const fact = 'a fact of a step, such as a journal has it '.repeat(5);

const tables = [
  'CREATE TABLE floor_row (id VARCHAR(36) PRIMARY KEY, revision INTEGER NOT NULL, content LONGTEXT NOT NULL)',
  'CREATE TABLE floor_journal (id VARCHAR(36) PRIMARY KEY, row_id VARCHAR(36) NOT NULL, content LONGTEXT NOT NULL)',
  'CREATE TABLE floor_outbox (id VARCHAR(36) PRIMARY KEY, row_id VARCHAR(36) NOT NULL, content LONGTEXT NOT NULL)',
];
const insertRow = 'INSERT INTO floor_row (id, revision, content) VALUES (?, ?, ?)';
const updateRow = 'UPDATE floor_row SET revision = ?, content = ? WHERE id = ? AND revision = ?';
const insertJournal = 'INSERT INTO floor_journal (id, row_id, content) VALUES (?, ?, ?)';
const insertOutbox = 'INSERT INTO floor_outbox (id, row_id, content) VALUES (?, ?, ?)';

const rowId = (client: number, row: number): string => `row-${String(client).padStart(3, '0')}-${String(row).padStart(3, '0')}`;

/** Which row a client changes next, at which revision, and a new id in time's order as ours are. */
class Turns {
  private readonly revisions = new Map<string, number>();
  private count = 0;

  next(client: number): { id: string; revision: number; fresh: string } {
    const id = rowId(client, this.count++ % rowsPerClient);
    const revision = this.revisions.get(id) ?? 1;
    this.revisions.set(id, revision + 1);
    return { id, revision, fresh: `fresh-${String(this.count).padStart(12, '0')}` };
  }
}

export const openFloor = (url: string): Promise<Floor> =>
  url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openMariadb(url);

/** One connection, since only one may write at a time; prepared statements. */
async function openSqlite(file: string): Promise<Floor> {
  const { SqliteConnection } = await built<typeof import('../../apps/server/src/platform/database/sqlite-adapter.ts')>(
    'platform/database/sqlite-adapter',
  );
  const connection = new SqliteConnection(file);
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  for (const sql of tables) connection.exec(sql);
  connection.exec('BEGIN');
  for (let client = 0; client < mostClients; client++)
    for (let row = 0; row < rowsPerClient; row++) connection.prepare(insertRow).run(rowId(client, row), 1, content(1));
  connection.exec('COMMIT');
  const turns = new Turns();
  return {
    transaction: async (client) => {
      const { id, revision, fresh } = turns.next(client);
      connection.exec('BEGIN IMMEDIATE');
      const { changes } = connection.prepare(updateRow).run(revision + 1, content(revision), id, revision);
      if (Number(changes) !== 1) throw new Error('the row has changed');
      connection.prepare(insertJournal).run(fresh, id, fact);
      connection.prepare(insertOutbox).run(fresh, id, fact);
      connection.exec('COMMIT');
    },
    close: async () => connection.close(),
  };
}

/** A connection a client; prepared statements, each answered before the next goes. */
async function openMariadb(url: string): Promise<Floor> {
  const options = { uri: url.replace('mariadb:', 'mysql:') };
  const connections = await Promise.all(Array.from({ length: mostClients }, () => mysql.createConnection(options)));
  const [first] = connections as [mysql.Connection];
  for (const sql of tables) await first.query(sql);
  for (const connection of connections) await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  for (let client = 0; client < mostClients; client++)
    for (let row = 0; row < rowsPerClient; row++) await first.execute(insertRow, [rowId(client, row), 1, content(1)]);
  const turns = new Turns();
  return {
    transaction: async (client) => {
      const connection = connections[client] as mysql.Connection;
      const { id, revision, fresh } = turns.next(client);
      await connection.query('START TRANSACTION');
      const [{ affectedRows }] = await connection.execute<mysql.ResultSetHeader>(updateRow, [
        revision + 1,
        content(revision),
        id,
        revision,
      ]);
      if (affectedRows !== 1) throw new Error('the row has changed');
      await connection.execute(insertJournal, [fresh, id, fact]);
      await connection.execute(insertOutbox, [fresh, id, fact]);
      await connection.query('COMMIT');
    },
    close: async () => {
      for (const connection of connections) await connection.end();
    },
  };
}

/** The databases of this machine, each for one workload. */
export const databases = (): (() => Promise<MeasuredDatabase>)[] => [measuredSqlite, ...(hasMariadb() ? [measuredMariadb] : [])];

/** Transactions a second by 1, 8 and 32 clients, `seconds` each after a second of warm-up. */
export async function benchFloor(seconds: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const open of databases()) {
    const database = await open();
    const floor = await openFloor(database.floorUrl);
    try {
      await forSeconds(1, mostClients, (client) => floor.transaction(client));
      for (const clients of [1, 8, mostClients]) {
        const { count, seconds: took } = await forSeconds(seconds, clients, (client) => floor.transaction(client));
        rows.push({ name: `${database.name}, ${clients} at once: transactions a second`, value: count / took, unit: '' });
      }
    } finally {
      await floor.close();
      await database.stop();
    }
  }
  return rows;
}
