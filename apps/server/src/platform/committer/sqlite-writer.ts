import type { SqlValue } from '../database/dialect.ts';
import { quoted } from '../database/dialect.ts';
import { reach } from '../fail-points.ts';
import { expand } from '../database/placeholders.ts';
import { codecOf } from '../database/row-codec.ts';
import type { SqliteConnection } from '../database/sqlite-adapter.ts';
import type { RowOf, Table } from '../database/table.ts';
import { commandTable } from '../command-table.ts';
import type { Claim } from '../write-plan.ts';
import { asksForTime, holds } from './check-guards.ts';
import type { EncodedPlan } from './encode-plan.ts';
import { guardKey } from './encode-plan.ts';
import type { Outcome, PlanWriter } from './plan-writer.ts';
import { WriteFailure } from './plan-writer.ts';

const busyCodes = new Set([5, 6]);
const uniqueCodes = new Set([1555, 2067, 2579]);

/** Prepared statements a row: within the process they beat long ones, and the transaction makes one write of all. */
export class SqliteWriter implements PlanWriter {
  readonly isElsewhere = false;
  private readonly connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.connection = connection;
  }

  async writeBatch(plans: readonly EncodedPlan[]): Promise<Outcome[]> {
    return this.transaction(() => {
      const found = this.revisions(plans);
      return plans.map((plan) => {
        if (!holds(plan, found, asksForTime(plan) ? Date.now() : undefined)) return 'lost';
        this.write(plan);
        return 'committed';
      });
    });
  }

  async writeAlone(plan: EncodedPlan): Promise<Outcome> {
    const [outcome] = await this.writeBatch([plan]);
    return outcome as Outcome;
  }

  async claim<T extends Table>(claim: Claim<T>): Promise<RowOf<T>[]> {
    const codec = codecOf(claim.table);
    const select = expand(
      `SELECT ${codec.columnList} FROM ${quoted(claim.table.name)} WHERE ${claim.where} ORDER BY ${claim.orderBy} LIMIT ${claim.limit}`,
      claim.parameters,
    );
    return this.transaction(() =>
      this.connection
        .prepare(select.sql)
        .all(...select.values)
        .map((raw) => {
          const row = codec.decode(raw) as RowOf<T>;
          const set = claim.set(row);
          const { columns, values } = codec.encodeSet(set);
          this.update(claim.table, row['id'] as string, columns, values);
          return { ...row, ...set };
        }),
    );
  }

  async storedCommands(ids: readonly string[]): Promise<string[]> {
    const find = this.connection.prepare(`SELECT id FROM ${commandTable.name} WHERE id = ?`);
    return ids.filter((id) => find.get(id) !== undefined);
  }

  async close(): Promise<void> {}

  private revisions(plans: readonly EncodedPlan[]): Map<string, number> {
    const found = new Map<string, number>();
    for (const guard of plans.flatMap((plan) => plan.guards)) {
      const row = this.connection.prepare(`SELECT revision FROM ${quoted(guard.table.name)} WHERE id = ?`).get(guard.id);
      if (row) found.set(guardKey(guard), Number(row['revision']));
    }
    return found;
  }

  private write(plan: EncodedPlan): void {
    for (const [table, ids] of plan.deletes) {
      const remove = this.connection.prepare(`DELETE FROM ${quoted(table.name)} WHERE id = ?`);
      for (const id of ids) remove.run(id);
    }
    for (const { table, id, columns, values } of plan.updates) this.update(table, id, columns, values);
    for (const [table, rows] of plan.inserts) {
      const insert = this.connection.prepare(codecOf(table).insertStatement);
      for (const values of rows) at(table, () => insert.write(values));
    }
  }

  private update(table: Table, id: string, columns: readonly string[], values: readonly SqlValue[]): void {
    const assignments = columns.map((column) => `${quoted(column)} = ?`).join(', ');
    at(table, () =>
      this.connection.prepare(`UPDATE ${quoted(table.name)} SET ${assignments} WHERE id = ?`).write([...values, id]),
    );
  }

  private transaction<R>(body: () => R): R {
    try {
      this.connection.exec('BEGIN IMMEDIATE');
      const result = body();
      reach('before-commit');
      this.connection.exec('COMMIT');
      reach('after-commit');
      return result;
    } catch (error) {
      try {
        this.connection.exec('ROLLBACK');
      } catch {
        // SQLite has rolled back by itself (disk full): its own error must not hide the first one
      }
      throw classified(error);
    }
  }
}

const at = (table: Table, run: () => void): void => {
  try {
    run();
  } catch (error) {
    throw classified(error, table);
  }
};

/** @returns the error itself when it is not SQLite's */
const classified = (error: unknown, table?: Table): unknown => {
  const code = (error as { errcode?: number } | undefined)?.errcode;
  if (code === undefined) return error;
  if (uniqueCodes.has(code)) return new WriteFailure('duplicate', error, table);
  return new WriteFailure(busyCodes.has(code & 0xff) ? 'busy' : 'refused', error, table);
};
