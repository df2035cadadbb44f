import { createHash } from 'node:crypto';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { positionOf, sources } from '../audit/index.ts';
import { quoted } from '../platform/database/dialect.ts';
import type { RawRow } from '../platform/database/row-codec.ts';
import type { SqliteConnection } from '../platform/database/sqlite-adapter.ts';
import type { Table } from '../platform/database/table.ts';
import { columnName } from '../platform/database/table.ts';
import { OperationalError } from '../platform/errors.ts';

/** Bytes of one statement, about; a single row may be longer. */
const portion = 2_000_000;
const rowsAtMost = 2_000;
const told = 5_000;

/** The tables in which the database itself counts rows in order of insertion. */
const counted = new Set(Object.values(sources).map(({ name }) => name));

/** Sum of hashes of rows: the same for the same rows in any order. */
class Content {
  rows = 0;
  private sum = 0n;

  add(values: readonly unknown[]): void {
    const text = JSON.stringify(values.map((value) => (value === null ? null : String(value as string | number))));
    this.sum += createHash('sha256').update(text).digest().readBigUInt64BE();
    this.rows += 1;
  }

  equals(other: Content): boolean {
    return this.rows === other.rows && this.sum === other.sum;
  }
}

/** One table from SQLite to a database of the same columns on a server. */
export class MoveTable {
  private readonly source: SqliteConnection;
  private readonly target: Connection;
  private readonly name: string;
  /** As the target has them. */
  private readonly columns: readonly string[];
  private readonly place = positionOf('mariadb').replaceAll('`', '');

  constructor(source: SqliteConnection, target: Connection, table: Table) {
    this.source = source;
    this.target = target;
    this.name = table.name;
    const own = Object.keys(table.columns).map(columnName);
    this.columns = counted.has(table.name) ? [...own, this.place] : own;
  }

  /**
   * @returns number of rows
   * @throws OperationalError when what arrived is not what was sent
   */
  async run(progress: (done: number, all: number) => void): Promise<number> {
    const all = Number(this.source.prepare(`SELECT COUNT(*) AS n FROM ${quoted(this.name)}`).get()?.['n']);
    // rows of migrations, and of a try that was broken off
    await this.target.query(`DELETE FROM ${quoted(this.name)}`);
    const sent = new Content();
    let shown = performance.now();
    for (const rows of this.portions()) {
      for (const values of rows) sent.add(values);
      await this.write(rows);
      if (performance.now() - shown > told) progress(sent.rows, all);
      if (performance.now() - shown > told) shown = performance.now();
    }
    const arrived = await this.readBack();
    if (sent.rows !== all || !sent.equals(arrived))
      throw new OperationalError(
        `${this.name}: ${all} rows are there, ${sent.rows} were sent and ${arrived.rows} arrived, or not as they were.`,
      );
    return all;
  }

  private *portions(): Generator<unknown[][]> {
    const list = this.columns.map((column) => (column === this.place ? `rowid AS ${quoted(column)}` : quoted(column))).join(', ');
    const page = this.source.prepare(
      `SELECT rowid AS gaita_row, ${list} FROM ${quoted(this.name)} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
    );
    let limit = 50;
    for (let after: unknown = Number.MIN_SAFE_INTEGER; ;) {
      const rows = page.all(after, limit);
      if (rows.length === 0) return;
      after = rows.at(-1)?.['gaita_row'];
      const values = rows.map((row) => this.columns.map((column) => row[column]));
      const bytes = values.flat().reduce<number>((sum, value) => sum + sizeOf(value), 0);
      yield* inParts(values, bytes);
      limit = Math.max(1, Math.min(rowsAtMost, Math.floor((portion * rows.length) / Math.max(1, bytes))));
    }
  }

  private async write(rows: unknown[][]): Promise<void> {
    const list = this.columns.map(quoted).join(', ');
    try {
      await this.target.query(`INSERT INTO ${quoted(this.name)} (${list}) VALUES ?`, [rows]);
    } catch (cause) {
      if ((cause as { errno?: number }).errno !== 1153) throw cause;
      throw new OperationalError(`A row of ${this.name} is longer than the server's max_allowed_packet: set it to 64M or more.`, {
        cause,
      });
    }
  }

  private async readBack(): Promise<Content> {
    const content = new Content();
    const list = this.columns.map(quoted).join(', ');
    for (let after = '', limit = 50; ;) {
      const [rows] = await this.target.query<RowDataPacket[]>(
        `SELECT ${list} FROM ${quoted(this.name)} WHERE id > ? ORDER BY id LIMIT ${limit}`,
        [after],
      );
      const values = (rows as RawRow[]).map((row) => this.columns.map((column) => row[column]));
      for (const row of values) content.add(row);
      if (rows.length < limit) return content;
      after = String(rows.at(-1)?.['id']);
      const bytes = values.flat().reduce<number>((sum, value) => sum + sizeOf(value), 0);
      limit = Math.max(1, Math.min(rowsAtMost, Math.floor((portion * rows.length) / Math.max(1, bytes))));
    }
  }
}

const sizeOf = (value: unknown): number => (typeof value === 'string' ? value.length * 2 : 8);

/** Rows in parts of about one portion. */
function* inParts(rows: unknown[][], bytes: number): Generator<unknown[][]> {
  if (bytes <= portion) return yield rows;
  let part: unknown[][] = [];
  let size = 0;
  for (const row of rows) {
    const own = row.reduce<number>((sum, value) => sum + sizeOf(value), 0);
    if (part.length > 0 && size + own > portion) {
      yield part;
      part = [];
      size = 0;
    }
    part.push(row);
    size += own;
  }
  yield part;
}
