import { randomUUID } from 'node:crypto';
import mysql from 'mysql2/promise';
import type { Connection, ConnectionOptions } from 'mysql2/promise';
import { isConnectionLost } from '../database/connection-lost.ts';
import { ready } from '../database/mysql-literal.ts';
import { sessionSettings } from '../database/open-mysql.ts';
import type { FailPoint } from '../fail-points.ts';
import { reach } from '../fail-points.ts';

/** Seconds for which the server keeps our locks when this process stops in the middle, and how long we wait for another's. */
const waitTimeout = 10;
const lockWaitTimeout = 2;
/** Younger than the server's own limit, so that a statement never meets a connection that was just closed. */
const idleLimit = (waitTimeout - 4) * 1000;

/** The committer's own connection, opened when needed and again when it is idle or broken. */
export class MysqlSession {
  /** Characters that one packet may have: a quarter of the server's limit, as one may take four bytes. */
  packetLimit = 1_000_000;
  private readonly options: ConnectionOptions;
  private connection: Connection | undefined;
  private lastUsed = 0;
  /** Held by the server as long as a session of ours lives there: tells whether a lost one can still commit. */
  private mark = '';
  private readonly lostMarks = new Set<string>();

  constructor(options: ConnectionOptions) {
    this.options = options;
  }

  /** @param underWay reached once the query is on its way */
  async query(sql: string, underWay?: FailPoint): Promise<unknown[]> {
    const connection = await this.open();
    const mark = this.mark;
    this.lastUsed = performance.now();
    try {
      const answer = connection.query(sql);
      if (underWay) reach(underWay);
      const [results] = await answer;
      return results as unknown[];
    } catch (error) {
      if (isConnectionLost(error)) {
        this.lostMarks.add(mark);
        this.drop(connection);
      }
      throw error;
    } finally {
      this.lastUsed = performance.now();
    }
  }

  /** Ends the transaction; when even that fails, the connection, which does it too. */
  async rollback(): Promise<void> {
    const connection = this.connection;
    if (!connection) return;
    try {
      await connection.query('ROLLBACK');
    } catch {
      this.drop(connection);
    }
  }

  /** Returns once the server has ended every session that was lost. */
  async settle(): Promise<void> {
    for (const mark of this.lostMarks) {
      for (;;) {
        const rows = (await this.query(`SELECT IS_USED_LOCK('${mark}') AS holder`)) as { holder: number | null }[];
        const holder = rows[0]?.holder ?? null;
        if (holder === null) break;
        await this.query(`KILL ${Number(holder)}`).catch(ignoreUnknownThread);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      this.lostMarks.delete(mark);
    }
  }

  async close(): Promise<void> {
    const connection = this.connection;
    this.connection = undefined;
    await connection?.end().catch(() => connection.destroy());
  }

  private drop(connection: Connection): void {
    connection.destroy();
    if (this.connection === connection) this.connection = undefined;
  }

  private async open(): Promise<Connection> {
    if (this.connection && performance.now() - this.lastUsed > idleLimit) await this.close();
    if (this.connection) return this.connection;
    const connection = await mysql.createConnection({ ...this.options, ...ready });
    // a connection that the server closes while idle says so here; the next use opens another
    connection.on('error', () => this.drop(connection));
    this.mark = `gaita-${randomUUID()}`;
    try {
      const [results] = await connection.query(
        `${sessionSettings}; SET SESSION innodb_lock_wait_timeout = ${lockWaitTimeout}, SESSION wait_timeout = ${waitTimeout}; ` +
          `SELECT GET_LOCK('${this.mark}', 0) AS marked, @@max_allowed_packet AS packet`,
      );
      const [{ packet }] = (results as unknown[]).at(-1) as [{ packet: number }];
      this.packetLimit = Math.min(4_000_000, Math.floor(Number(packet) / 4));
    } catch (error) {
      connection.destroy();
      throw error;
    }
    this.connection = connection;
    return connection;
  }
}

const ignoreUnknownThread = (error: unknown): void => {
  if ((error as { errno?: number }).errno !== 1094) throw error;
};
