import type { SqlValue } from '../database/dialect.ts';
import { codecOf } from '../database/row-codec.ts';
import type { Table } from '../database/table.ts';
import { commandRow, commandTable } from '../command-table.ts';
import type { AnsweredCommand, Guard, RowChange, WritePlan } from '../write-plan.ts';

export interface Update {
  readonly table: Table;
  readonly id: string;
  readonly columns: readonly string[];
  readonly values: readonly SqlValue[];
}

/** A plan as column values: what is wrong in it was refused while encoding, before it could spoil a batch. */
export interface EncodedPlan {
  readonly instanceId: string | undefined;
  /** One a row; `write` where the plan asks for both. */
  readonly guards: readonly Guard[];
  readonly inserts: ReadonlyMap<Table, readonly SqlValue[][]>;
  readonly updates: readonly Update[];
  readonly deletes: ReadonlyMap<Table, readonly string[]>;
  readonly commands: readonly AnsweredCommand[];
  /** Characters, about. */
  readonly size: number;
}

/** @throws Defect for a value that does not fit its column */
export const encodePlan = (plan: WritePlan, now: number): EncodedPlan => {
  const inserts = new Map<Table, SqlValue[][]>();
  const updates: Update[] = [];
  const deletes = new Map<Table, string[]>();
  let size = 0;
  const insert = (table: Table, row: Readonly<Record<string, unknown>>) => {
    const values = codecOf(table).encodeRow(row);
    size += sizeOf(values);
    listOf(inserts, table).push(values);
  };
  const apply = (change: RowChange) => {
    if (change.op === 'insert') insert(change.table, change.row);
    else if (change.op === 'delete') listOf(deletes, change.table).push(change.id);
    else {
      const { columns, values } = codecOf(change.table).encodeSet(change.set);
      size += sizeOf(values);
      if (columns.length > 0) updates.push({ table: change.table, id: change.id, columns, values });
    }
  };
  plan.changes.forEach(apply);
  for (const answered of plan.commands) insert(commandTable, commandRow(answered, now));
  return {
    instanceId: plan.instanceId,
    guards: strongest(plan.guards),
    inserts,
    updates,
    deletes,
    commands: plan.commands,
    size,
  };
};

const sizeOf = (values: readonly SqlValue[]): number => {
  let size = 20;
  for (const value of values) size += typeof value === 'string' ? value.length + 3 : 8;
  return size;
};

const listOf = <V>(lists: Map<Table, V[]>, table: Table): V[] => {
  let list = lists.get(table);
  if (!list) lists.set(table, (list = []));
  return list;
};

export const guardKey = (guard: Guard): string => `${guard.table.name} ${guard.id}`;

const strongest = (guards: readonly Guard[]): Guard[] => {
  const byRow = new Map<string, Guard>();
  for (const guard of guards) {
    const earlier = byRow.get(guardKey(guard));
    if (earlier && earlier.revision !== guard.revision) {
      // read at two moments with a change in between: no revision can satisfy both
      byRow.set(guardKey(guard), { ...guard, revision: Number.NaN });
    } else if (!earlier || guard.mode === 'write') byRow.set(guardKey(guard), guard);
  }
  return [...byRow.values()];
};
