import type { Columns, RowOf, Table } from './database/table.ts';

/**
 * A row that the plan relied on, with the revision that was read. `write`: the plan changes it (locked for update);
 * `rely`: it only must not have changed (shared lock). A guarded table has an integer column `revision`, from 1.
 * With `notThere` the plan relies on there being no such row yet, and inserts it.
 */
export interface Guard {
  readonly table: Table;
  readonly id: string;
  readonly revision: number;
  readonly mode: 'write' | 'rely';
  /** The plan is lost where the database's own clock (SQLite: the machine's) has not reached this when it takes the row. */
  readonly notBefore?: number;
}

/** As the revision of a guard: nobody has inserted the row yet. */
export const notThere = 0;

export type RowChange =
  | { readonly op: 'insert'; readonly table: Table; readonly row: { readonly id: string } & Record<string, unknown> }
  | { readonly op: 'update'; readonly table: Table; readonly id: string; readonly set: Record<string, unknown> }
  | { readonly op: 'delete'; readonly table: Table; readonly id: string };

/** Who asks, and under which key: written as one `command` row in the same commit as the effect. */
export interface Command {
  readonly id: string;
  /** Account of the acting person, or `system`. */
  readonly account: string;
  readonly idempotencyKey?: string;
  /** Hash of route and body: the same key with another hash is refused (422). */
  readonly hash?: string;
}

/** A command with the answer that is stored and replayed for a repeated idempotency key. Answers are JSON. */
export interface AnsweredCommand<A = unknown> {
  readonly command: Command;
  readonly answer: A;
}

/** What a command wants written: for exactly one instance, or none. */
export interface WritePlan<A = unknown> {
  readonly instanceId?: string;
  readonly guards: readonly Guard[];
  readonly changes: readonly RowChange[];
  readonly commands: readonly AnsweredCommand[];
  readonly answer: A;
  /** Run once after the commit; must not throw; a failure never changes the answer. */
  readonly afterCommit: readonly (() => void)[];
}

/** Rows that the committer picks itself in its transaction: `FOR UPDATE SKIP LOCKED LIMIT n`, then the lock columns. */
export interface Claim<T extends Table = Table> {
  readonly table: T;
  /** SQL condition on the table's own columns with `?` placeholders, the same on SQLite and MariaDB. */
  readonly where: string;
  readonly parameters: readonly unknown[];
  /** `due_at, id` */
  readonly orderBy: string;
  readonly limit: number;
  /** New values for each picked row, lock columns mostly. */
  set(row: RowOf<T>): Record<string, unknown>;
}

type RowInput<C extends Columns> = RowOf<Table<C>> & { id: string };

/** Collects a plan's row changes; several changes of one row become one. */
export class RowChanges {
  private readonly byRow = new Map<string, RowChange>();
  private readonly cleared: RowChange[] = [];

  insert<C extends Columns>(table: Table<C>, row: RowInput<C>): void {
    const at = `${table.name} ${row.id}`;
    const values = { ...row } as { id: string } & Record<string, unknown>;
    // a row that the plan had deleted is still there when its changes are written
    if (this.byRow.get(at)?.op === 'delete') this.byRow.set(at, { op: 'update', table, id: row.id, set: values });
    else this.byRow.set(at, { op: 'insert', table, row: values });
  }

  /** Inserts a row, in the place of one with its id if there is one: who does not know need not look. */
  replace<C extends Columns>(table: Table<C>, row: RowInput<C>): void {
    this.cleared.push({ op: 'delete', table, id: row.id });
    this.byRow.set(`${table.name} ${row.id}`, {
      op: 'insert',
      table,
      row: { ...row } as { id: string } & Record<string, unknown>,
    });
  }

  update<C extends Columns>(table: Table<C>, id: string, set: Partial<RowInput<C>>): void {
    const at = `${table.name} ${id}`;
    const earlier = this.byRow.get(at);
    // the values are our own: `insert` and the line below have copied them
    if (earlier?.op === 'insert') Object.assign(earlier.row, set);
    else if (earlier?.op === 'update') Object.assign(earlier.set, set);
    else if (!earlier) this.byRow.set(at, { op: 'update', table, id, set: { ...set } });
  }

  /** Changes a guarded row and raises its revision; the guard that belongs to it is the answer. */
  revise<C extends Columns>(
    table: Table<C>,
    row: { readonly id: string; readonly revision: number },
    set: Partial<RowInput<C>>,
  ): Guard {
    this.update(table, row.id, { ...set, revision: row.revision + 1 } as unknown as Partial<RowInput<C>>);
    return { table, id: row.id, revision: row.revision, mode: 'write' };
  }

  delete<C extends Columns>(table: Table<C>, id: string): void {
    const at = `${table.name} ${id}`;
    if (this.byRow.get(at)?.op === 'insert') this.byRow.delete(at);
    else this.byRow.set(at, { op: 'delete', table, id });
  }

  /** The values that the plan gives a row so far. */
  get(table: Table, id: string): Record<string, unknown> | undefined {
    const change = this.byRow.get(`${table.name} ${id}`);
    return change?.op === 'insert' ? change.row : change?.op === 'update' ? change.set : undefined;
  }

  has(table: Table, id: string): boolean {
    return this.byRow.has(`${table.name} ${id}`);
  }

  list(): RowChange[] {
    return [...this.cleared, ...this.byRow.values()];
  }
}
