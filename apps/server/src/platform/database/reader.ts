import type { Condition } from './condition.ts';
import { everything } from './condition.ts';
import type { SqlValue } from './dialect.ts';
import type { RunTogether } from './gathered-reads.ts';
import { GatheredReads } from './gathered-reads.ts';
import { quoted } from './dialect.ts';
import { expand } from './placeholders.ts';
import type { RawRow } from './row-codec.ts';
import { codecOf, decodeColumns } from './row-codec.ts';
import type { Column, RowOf, Table } from './table.ts';

export interface Page {
  /** `due_at DESC, id`: written by us, never taken from a request. */
  readonly orderBy?: string;
  readonly limit?: number;
  readonly offset?: number;
}

type ColumnMap = { readonly [property: string]: Column<unknown> };
type RowOfColumns<C extends ColumnMap> = { -readonly [P in keyof C]: C[P] extends Column<infer V> ? V : never };

/** Runs one reading statement outside any transaction and answers its rows as the driver gives them. */
export type RunQuery = (sql: string, values: readonly SqlValue[]) => Promise<RawRow[]>;

/**
 * Reads committed rows, converted by the table's definition. Conditions are SQL with column names in snake case and `?`
 * placeholders, valid on SQLite and MariaDB alike; an array parameter fills `IN (?)`. Parameters are text, numbers, booleans, null
 * or arrays of text and numbers; anything else is refused.
 */
export class Reader {
  private readonly run: RunQuery;
  private readonly gathered: GatheredReads;

  /** @param together for readings by key, which come many at a time; default: one after the other */
  constructor(run: RunQuery, together?: RunTogether) {
    this.run = run;
    this.gathered = new GatheredReads(
      together ?? ((statements) => Promise.all(statements.map(({ sql, values }) => run(sql, values)))),
    );
  }

  async find<T extends Table>(table: T, where = '', parameters: readonly unknown[] = [], page: Page = {}): Promise<RowOf<T>[]> {
    const codec = codecOf(table);
    const values = [...parameters];
    let sql = `SELECT ${codec.columnList} FROM ${quoted(table.name)}`;
    if (where !== '') sql += ` WHERE ${where}`;
    if (page.orderBy !== undefined) sql += ` ORDER BY ${page.orderBy}`;
    if (page.limit !== undefined || page.offset !== undefined) {
      sql += ' LIMIT ? OFFSET ?';
      values.push(page.limit ?? Number.MAX_SAFE_INTEGER, page.offset ?? 0);
    }
    const rows = await this.rows(sql, values);
    return rows.map((raw) => codec.decode(raw) as RowOf<T>);
  }

  async findOne<T extends Table>(
    table: T,
    where: string,
    parameters: readonly unknown[] = [],
    orderBy?: string,
  ): Promise<RowOf<T> | undefined> {
    const [row] = await this.find(table, where, parameters, { limit: 1, ...(orderBy !== undefined && { orderBy }) });
    return row;
  }

  async byId<T extends Table>(table: T, id: string): Promise<RowOf<T> | undefined> {
    const [row] = await this.among(table, 'id', [id]);
    return row;
  }

  /**
   * Rows whose `property` has one of the values, in no order: for what every step reads. Commands that ask alike at the same time
   * share a statement, and the rows, which nobody changes.
   * @param rest what must hold besides, with the columns of the table by their names
   */
  among<T extends Table, P extends keyof T['columns'] & string>(
    table: T,
    property: P,
    values: readonly string[],
    rest: Condition = everything,
  ): Promise<RowOf<T>[]> {
    return this.gathered.find(table, property, values, rest) as Promise<RowOf<T>[]>;
  }

  async count(table: Table, where = '', parameters: readonly unknown[] = []): Promise<number> {
    const rows = await this.rows(
      `SELECT COUNT(*) AS n FROM ${quoted(table.name)}${where === '' ? '' : ` WHERE ${where}`}`,
      parameters,
    );
    return Number(rows[0]?.['n'] ?? 0);
  }

  /**
   * A free query. With `columns` its rows come converted: each property is read from the result column of its name in snake
   * case (`{ dueAt: millis() }` from `due_at`); without, as the driver gives them.
   */
  query<R extends object = RawRow>(sql: string, parameters?: readonly unknown[]): Promise<R[]>;
  query<C extends ColumnMap>(sql: string, parameters: readonly unknown[], columns: C): Promise<RowOfColumns<C>[]>;
  async query(sql: string, parameters: readonly unknown[] = [], columns?: ColumnMap): Promise<object[]> {
    const rows = await this.rows(sql, parameters);
    return columns ? rows.map((raw) => decodeColumns(columns, raw)) : rows;
  }

  private rows(sql: string, parameters: readonly unknown[]): Promise<RawRow[]> {
    const statement = expand(sql, parameters);
    return this.run(statement.sql, statement.values);
  }
}
