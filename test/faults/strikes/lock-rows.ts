import type { Connection, RowDataPacket } from 'mysql2/promise';
import mysql from 'mysql2/promise';
import type { Strike } from './strike.ts';
import { pause } from './strike.ts';

const rowsAtOnce = 8;

/**
 * Another client of the database locks rows of open cases and tasks for longer than ours wait (two seconds). Servers pass by what
 * they find locked where they look for revisions (`task`, `instance`), and wait for rows that they write without looking
 * (`history_task`): lock time-outs; and deadlocks, when it then asks for the instances that such a server holds.
 */
export const lockRows: Strike = {
  name: 'rows locked',
  family: 'database',
  weight: 2,
  blocksFor: Number.MAX_SAFE_INTEGER,
  possible: ({ database }) => database !== undefined,
  strike: async ({ databaseUrl }, random) => {
    const connection = await mysql.createConnection({ uri: databaseUrl });
    const done: string[] = [];
    try {
      await connection.query('SET SESSION innodb_lock_wait_timeout = 1');
      await connection.query('CREATE TABLE IF NOT EXISTS gaita_faults_weight (id INT)');
      const before = await countsOf(connection);
      for (let round = 1 + random.below(2); round > 0; round--) {
        await connection.query('START TRANSACTION');
        if (random.chance(0.5)) await outweigh(connection);
        const tasks = await newest(connection, 'task', random.below(50));
        done.push(...(await lock(connection, random.chance(0.7) ? 'history_task' : 'task', idsOf(tasks))));
        // somebody comes by
        await pause(random.between(100, 1_500));
        done.push(...(await lock(connection, 'instance', [...new Set(tasks.map((task) => task['instance_id'] as string))])));
        done.push(...(await lock(connection, 'timer', idsOf(await newest(connection, 'timer', random.below(10))))));
        await pause(random.between(200, 3_000));
        await connection.query('ROLLBACK');
      }
      done.push(...theirs(before, await countsOf(connection), done));
    } finally {
      connection.destroy();
    }
    return done;
  },
};

/** Of two that wait for each other the database ends the one that has written less. */
const outweigh = (connection: Connection) => connection.query('INSERT INTO gaita_faults_weight SELECT seq FROM seq_1_to_5000');

const newest = async (connection: Connection, table: 'task' | 'timer', from: number): Promise<RowDataPacket[]> => {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT id, instance_id FROM ${table} ORDER BY id DESC LIMIT ${from}, ${rowsAtOnce}`,
  );
  return rows;
};
const idsOf = (rows: readonly RowDataPacket[]): string[] => rows.map((row) => row['id'] as string);

/** Waits for what others hold. */
const lock = async (connection: Connection, table: string, ids: readonly string[]): Promise<string[]> => {
  if (ids.length === 0) return [];
  try {
    await connection.query(`SELECT id FROM ${table} WHERE id IN (?) ORDER BY id DESC FOR UPDATE`, [ids]);
    return [`of ${table}`];
  } catch (error) {
    const { errno } = error as { errno?: number };
    if (errno === 1213) await connection.query('START TRANSACTION');
    if (errno === 1213) return [`${deadlocked}, ended on our side`];
    if (errno === 1205) return [`${timedOut} on our side`];
    throw error;
  }
};

interface Counts {
  readonly deadlocks: number;
  readonly timeouts: number;
}

/** What the database has ended since it was started. */
const countsOf = async (connection: Connection): Promise<Counts> => {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT name, count FROM information_schema.innodb_metrics WHERE name IN ('lock_deadlocks', 'lock_timeouts')`,
  );
  const counts = new Map(rows.map((row) => Object.values(row) as [string, number]));
  return { deadlocks: Number(counts.get('lock_deadlocks')), timeouts: Number(counts.get('lock_timeouts')) };
};

/** What ended not on our side was the servers'. */
const theirs = (before: Counts, after: Counts, done: readonly string[]): string[] => {
  const ours = (what: string) => done.filter((each) => each === what).length;
  return [
    ...often(deadlocked, after.deadlocks - before.deadlocks - ours(`${deadlocked}, ended on our side`)),
    ...often(timedOut, after.timeouts - before.timeouts - ours(`${timedOut} on our side`)),
  ].map((what) => `${what} of a server`);
};
const deadlocked = 'deadlock';
const timedOut = 'lock time-out';
const often = (what: string, times: number): string[] => Array.from({ length: Math.max(0, times) }, () => what);
