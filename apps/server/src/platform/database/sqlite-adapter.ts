/**
 * SQLite as TypeORM's better-sqlite3 driver expects it, over `node:sqlite` (Node from 22.5) or `@photostructure/sqlite`, which
 * has the same interface and brings its binaries along. Statements are kept by their text.
 */
import { createRequire } from 'node:module';
import type { SqlValue } from './dialect.ts';
import type { RawRow } from './row-codec.ts';

interface NativeStatement {
  columns(): unknown[];
  run(...values: SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  all(...values: SqlValue[]): RawRow[];
  get(...values: SqlValue[]): RawRow | undefined;
}
interface NativeDatabase {
  exec(sql: string): void;
  prepare(sql: string): NativeStatement;
  close(): void;
}
type NativeConstructor = new (file: string, options: { readOnly: boolean; timeout: number }) => NativeDatabase;

const require = createRequire(import.meta.url);

const load = (): NativeConstructor => {
  try {
    return (require('node:sqlite') as { DatabaseSync: NativeConstructor }).DatabaseSync;
  } catch {
    return (require('@photostructure/sqlite') as { DatabaseSync: NativeConstructor }).DatabaseSync;
  }
};

const bound = (values: unknown[]): SqlValue[] =>
  values.map((value) => {
    if (value === undefined || value === null) return null;
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (typeof value === 'string' || typeof value === 'number') return value;
    throw new TypeError(`Cannot bind ${Object.prototype.toString.call(value)}`);
  });

export class SqliteStatement {
  /** Whether it answers rows. */
  readonly reader: boolean;
  private readonly native: NativeStatement;

  constructor(native: NativeStatement) {
    this.native = native;
    this.reader = native.columns().length > 0;
  }

  run(...values: unknown[]) {
    return this.native.run(...bound(values));
  }

  /** As `run`, for values that are encoded already. */
  write(values: readonly SqlValue[]) {
    return this.native.run(...values);
  }

  all(...values: unknown[]): RawRow[] {
    return this.native.all(...bound(values));
  }

  get(...values: unknown[]): RawRow | undefined {
    return this.native.get(...bound(values));
  }
}

const keptStatements = 500;

export class SqliteConnection {
  private readonly native: NativeDatabase;
  private readonly statements = new Map<string, SqliteStatement>();

  constructor(file: string, options: { readonly?: boolean; timeout?: number } = {}) {
    this.native = new (load())(file, { readOnly: options.readonly ?? false, timeout: options.timeout ?? 5000 });
  }

  exec(sql: string): this {
    this.native.exec(sql);
    return this;
  }

  prepare(sql: string): SqliteStatement {
    let statement = this.statements.get(sql);
    if (statement) return statement;
    statement = new SqliteStatement(this.native.prepare(sql));
    const oldest = this.statements.size >= keptStatements ? this.statements.keys().next().value : undefined;
    if (oldest !== undefined) this.statements.delete(oldest);
    this.statements.set(sql, statement);
    return statement;
  }

  pragma(pragma: string): RawRow[] {
    return this.native
      .prepare(`PRAGMA ${pragma}`)
      .all()
      .map((row) => ({ ...row }));
  }

  close(): void {
    this.statements.clear();
    this.native.close();
  }
}
