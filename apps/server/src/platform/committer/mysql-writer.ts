import mysql from 'mysql2';
import type { ConnectionOptions } from 'mysql2/promise';
import { isConnectionLost } from '../database/connection-lost.ts';
import { databaseTime, lockClause, quoted } from '../database/dialect.ts';
import { reach } from '../fail-points.ts';
import { expand } from '../database/placeholders.ts';
import { literal } from '../database/mysql-literal.ts';
import type { RawRow } from '../database/row-codec.ts';
import { codecOf } from '../database/row-codec.ts';
import type { RowOf, Table } from '../database/table.ts';
import { commandTable } from '../command-table.ts';
import type { Claim } from '../write-plan.ts';
import { asksForTime, guardGroups, holds } from './check-guards.ts';
import type { EncodedPlan } from './encode-plan.ts';
import { MysqlSession } from './mysql-session.ts';
import { packets, selectGuards, updateSql, writeStatements } from './mysql-statements.ts';
import type { Outcome, PlanWriter } from './plan-writer.ts';
import { WriteFailure } from './plan-writer.ts';

const begin = 'START TRANSACTION';

/** Two round trips a batch: the locking reads, then every row and the commit. */
export class MysqlWriter implements PlanWriter {
  readonly isElsewhere = true;
  private readonly session: MysqlSession;
  private readonly dialect: 'mariadb' | 'mysql';

  constructor(dialect: 'mariadb' | 'mysql', connection: ConnectionOptions) {
    this.dialect = dialect;
    this.session = new MysqlSession(connection);
  }

  async writeBatch(plans: readonly EncodedPlan[]): Promise<Outcome[]> {
    let committing = false;
    try {
      const held = await this.lock(plans);
      const kept = plans.filter((plan) => held.get(plan) === 'committed');
      if (kept.length === 0) await this.session.query('ROLLBACK');
      else {
        reach('before-commit');
        const statements = [...writeStatements(kept).map(({ sql }) => sql), 'COMMIT'];
        const sending = packets(statements, this.session.packetLimit);
        for (const [i, packet] of sending.entries()) {
          committing = i === sending.length - 1;
          await this.session.query(packet, committing ? 'commit-sent' : undefined);
        }
        reach('after-commit');
      }
      return plans.map((plan) => held.get(plan) as Outcome);
    } catch (error) {
      await this.session.rollback();
      throw classified(error, committing);
    }
  }

  async writeAlone(plan: EncodedPlan): Promise<Outcome> {
    let table: Table | undefined;
    let committing = false;
    try {
      const held = await this.lock([plan]);
      if (held.get(plan) === 'lost') {
        await this.session.query('ROLLBACK');
        return 'lost';
      }
      for (const statement of writeStatements([plan])) {
        table = statement.table;
        await this.session.query(statement.sql);
      }
      committing = true;
      await this.session.query('COMMIT');
      return 'committed';
    } catch (error) {
      await this.session.rollback();
      throw classified(error, committing, table);
    }
  }

  async claim<T extends Table>(claim: Claim<T>): Promise<RowOf<T>[]> {
    const codec = codecOf(claim.table);
    const select = expand(
      `SELECT ${codec.columnList} FROM ${quoted(claim.table.name)} WHERE ${claim.where} ORDER BY ${claim.orderBy} LIMIT ${Number(claim.limit)}`,
      claim.parameters,
    );
    let committing = false;
    try {
      const picking = mysql.format(select.sql, select.values) + lockClause(this.dialect, 'write');
      const results = await this.session.query(`${begin}; ${picking}`);
      const claimed = (results[1] as RawRow[]).map((raw) => {
        const row = codec.decode(raw) as RowOf<T>;
        return { row, set: claim.set(row) };
      });
      const updates = claimed.map(({ row, set }) =>
        updateSql({ table: claim.table, id: row['id'] as string, ...codec.encodeSet(set) }),
      );
      for (const packet of packets([...updates, 'COMMIT'], this.session.packetLimit)) {
        committing = true;
        await this.session.query(packet);
      }
      return claimed.map(({ row, set }) => ({ ...row, ...set }));
    } catch (error) {
      await this.session.rollback();
      throw classified(error, committing);
    }
  }

  async storedCommands(ids: readonly string[]): Promise<string[]> {
    try {
      await this.session.settle();
      if (ids.length === 0) return [];
      const rows = await this.session.query(`SELECT id FROM ${commandTable.name} WHERE id IN (${ids.map(literal).join(', ')})`);
      return (rows as { id: string }[]).map((row) => row.id);
    } catch (error) {
      throw classified(error, false);
    }
  }

  close(): Promise<void> {
    return this.session.close();
  }

  /** Opens the transaction and takes the guarded rows, in one round trip. */
  private async lock(plans: readonly EncodedPlan[]): Promise<Map<EncodedPlan, Outcome>> {
    const groups = guardGroups(plans);
    const found = new Map<string, number>();
    const reads = groups.map((group) => selectGuards(this.dialect, group));
    const clock = plans.some(asksForTime) ? [databaseTime] : [];
    const results = await this.session.query([begin, ...reads, ...clock].join('; '));
    groups.forEach((group, i) => {
      for (const row of results[i + 1] as { id: string; revision: number }[])
        found.set(`${group.table.name} ${row.id}`, row.revision);
    });
    const now = clock.length > 0 ? Number((results.at(-1) as { now: number }[])[0]?.now) : undefined;
    return new Map(plans.map((plan) => [plan, holds(plan, found, now) ? 'committed' : 'lost']));
  }
}

const duplicateNumbers = new Set([1062, 1586]);
/** Lock wait timeout, deadlock, row changed under a snapshot. */
const busyNumbers = new Set([1205, 1213, 1020]);

/** @returns the error itself when it is not the database's */
const classified = (error: unknown, committing: boolean, table?: Table): unknown => {
  const { errno, code } = error as { errno?: number; code?: string };
  if (isConnectionLost(error)) return new WriteFailure(committing ? 'unclear' : 'disconnected', error, table);
  if (errno === undefined && code === undefined) return error;
  if (errno !== undefined && duplicateNumbers.has(errno)) return new WriteFailure('duplicate', error, table);
  if (errno !== undefined && busyNumbers.has(errno)) return new WriteFailure('busy', error, table);
  return new WriteFailure('refused', error, table);
};
