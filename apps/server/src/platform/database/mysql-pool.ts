import mysql from 'mysql2';
import type { ConnectionOptions, Pool, QueryError } from 'mysql2';
import type { SqlValue } from './dialect.ts';
import type { ReadStatement } from './gathered-reads.ts';
import { ready, withValues } from './mysql-literal.ts';
import type { RawRow } from './row-codec.ts';

const connections = 16;
/** Characters of one packet. */
const packetLimit = 1_000_000;

/** Connections for reading; the driver's own calls, as a step reads a dozen times. */
export class MysqlPool {
  private readonly pool: Pool;

  /** @param settings statements with which each connection begins */
  constructor(options: ConnectionOptions, settings: string) {
    this.pool = mysql.createPool({ ...options, ...ready, connectionLimit: connections });
    this.pool.on('connection', (member) => member.query(settings, () => {}));
  }

  readonly run = (sql: string, values: readonly SqlValue[]): Promise<RawRow[]> => this.query<RawRow[]>(withValues(sql, values));

  /** All in one packet where they fit: one way there and back. */
  readonly together = async (statements: readonly ReadStatement[]): Promise<RawRow[][]> => {
    const texts = statements.map(({ sql, values }) => withValues(sql, values));
    const [only] = texts;
    if (texts.length === 1 && only !== undefined) return [await this.query<RawRow[]>(only)];
    if (texts.reduce((sum, text) => sum + text.length, 0) > packetLimit)
      return Promise.all(texts.map((text) => this.query<RawRow[]>(text)));
    return this.query<RawRow[][]>(texts.join('; '));
  };

  close(): Promise<void> {
    return new Promise((resolve, reject) => this.pool.end((error) => (error ? reject(error) : resolve())));
  }

  private query<R>(sql: string): Promise<R> {
    return new Promise((resolve, reject) =>
      this.pool.query(sql, (error: QueryError | null, rows: unknown) => (error ? reject(error) : resolve(rows as R))),
    );
  }
}
