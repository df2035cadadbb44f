import type { SqlValue } from '../database/dialect.ts';
import { lockClause, quoted } from '../database/dialect.ts';
import { literal } from '../database/mysql-literal.ts';
import { codecOf } from '../database/row-codec.ts';
import type { Table } from '../database/table.ts';
import type { GuardGroup } from './check-guards.ts';
import type { EncodedPlan, Update } from './encode-plan.ts';

export interface Statement {
  readonly table: Table;
  readonly sql: string;
}

const list = (values: readonly SqlValue[]): string => values.map(literal).join(', ');

export const selectGuards = (dialect: 'mariadb' | 'mysql', { table, mode, ids }: GuardGroup): string =>
  `SELECT id, revision FROM ${quoted(table.name)} WHERE id IN (${list(ids)}) ORDER BY id${lockClause(dialect, mode)}`;

/** Rows a statement: many share one, but none grows past what a packet takes. */
const charactersPerStatement = 1_000_000;
const deletesPerStatement = 1_000;
/** Of several rows a database searches the value among as many. */
const updatesPerStatement = 64;

/** The statements that write these plans; deletes first, so that a row may take a unique key that another one leaves. */
export const writeStatements = (plans: readonly EncodedPlan[]): Statement[] => [
  ...deletesOf(plans),
  ...updatesOf(plans),
  ...insertsOf(plans),
];

const deletesOf = (plans: readonly EncodedPlan[]): Statement[] =>
  gathered(plans.map((plan) => plan.deletes)).flatMap(([table, ids]) =>
    portions(ids.sort()).map((portion) => ({
      table,
      sql: `DELETE FROM ${quoted(table.name)} WHERE id IN (${list(portion)})`,
    })),
  );

const portions = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / deletesPerStatement) }, (_, i) =>
    ids.slice(i * deletesPerStatement, (i + 1) * deletesPerStatement),
  );

/** Updates of one table that set the same columns share a statement; of a row that two plans change the later change comes after. */
const updatesOf = (plans: readonly EncodedPlan[]): Statement[] => {
  const groups = new Map<string, { updates: Update[]; size: number }[]>();
  const again: Update[] = [];
  let before: Update | undefined;
  for (const update of plans.flatMap((plan) => plan.updates).sort(byTableAndId)) {
    if (before?.id === update.id && before.table === update.table) {
      again.push(update);
      continue;
    }
    before = update;
    const kind = `${update.table.name} ${update.columns.join()}`;
    const size = charactersOf(update.values);
    const alike = groups.get(kind);
    const last = alike?.at(-1);
    if (!alike) groups.set(kind, [{ updates: [update], size }]);
    else if (last && last.updates.length < updatesPerStatement && last.size + size <= charactersPerStatement) {
      last.updates.push(update);
      last.size += size;
    } else alike.push({ updates: [update], size });
  }
  const together = [...groups.values()].flat().map(({ updates }) => updates);
  return [...together, ...again.map((update) => [update])].map((updates) => ({
    table: (updates[0] as Update).table,
    sql: updatesSql(updates),
  }));
};

const charactersOf = (values: readonly SqlValue[]): number =>
  values.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 8), 0);

const updatesSql = (updates: readonly Update[]): string => {
  const [first] = updates as [Update];
  if (updates.length === 1) return updateSql(first);
  const assignments = first.columns.map((column, i) => {
    const value = first.values[i] as SqlValue;
    const isOne = updates.every((update) => update.values[i] === value);
    const cases = () => updates.map(({ id, values }) => `WHEN ${literal(id)} THEN ${literal(values[i] as SqlValue)}`).join(' ');
    return `${quoted(column)} = ${isOne ? literal(value) : `CASE id ${cases()} END`}`;
  });
  return `UPDATE ${quoted(first.table.name)} SET ${assignments.join(', ')} WHERE id IN (${list(updates.map(({ id }) => id))})`;
};

const byTableAndId = (a: Update, b: Update): number =>
  a.table.name === b.table.name ? compare(a.id, b.id) : compare(a.table.name, b.table.name);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const updateSql = ({ table, id, columns, values }: Update): string => {
  const assignments = columns.map((column, i) => `${quoted(column)} = ${literal(values[i] as SqlValue)}`);
  return `UPDATE ${quoted(table.name)} SET ${assignments.join(', ')} WHERE id = ${literal(id)}`;
};

const insertsOf = (plans: readonly EncodedPlan[]): Statement[] =>
  gathered(plans.map((plan) => plan.inserts)).flatMap(([table, rows]) => {
    const head = `INSERT INTO ${quoted(table.name)} (${codecOf(table).columnList}) VALUES `;
    const statements: Statement[] = [];
    let tuples: string[] = [];
    let size = 0;
    for (const row of rows) {
      const tuple = `(${list(row)})`;
      if (size + tuple.length > charactersPerStatement && tuples.length > 0) {
        statements.push({ table, sql: head + tuples.join(', ') });
        tuples = [];
        size = 0;
      }
      tuples.push(tuple);
      size += tuple.length;
    }
    statements.push({ table, sql: head + tuples.join(', ') });
    return statements;
  });

const gathered = <V>(maps: readonly ReadonlyMap<Table, readonly V[]>[]): [Table, V[]][] => {
  const all = new Map<Table, V[]>();
  for (const map of maps) {
    for (const [table, values] of map) {
      const known = all.get(table);
      if (known) known.push(...values);
      else all.set(table, [...values]);
    }
  }
  return [...all].sort(([a], [b]) => compare(a.name, b.name));
};

/** Joins statements into packets of at most `limit` characters; one that is larger goes alone. */
export const packets = (statements: readonly string[], limit: number): string[] => {
  const joined: string[] = [];
  for (const sql of statements) {
    const last = joined.at(-1);
    if (last !== undefined && last.length + sql.length + 2 <= limit) joined[joined.length - 1] = `${last}; ${sql}`;
    else joined.push(sql);
  }
  return joined;
};
