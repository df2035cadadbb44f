import { Defect, UnfitValue } from '../errors.ts';
import type { SqlValue } from './dialect.ts';
import { quoted } from './dialect.ts';
import type { Column, Columns, ColumnType, Table } from './table.ts';
import { columnName } from './table.ts';

export type RawRow = Record<string, unknown>;

/** Characters that a column holds; SQLite would take more, so the length is checked here, alike for all databases. */
const longest: Partial<Record<ColumnType, number>> = { id: 36, key: 191, text: 500 };

interface Field {
  readonly property: string;
  readonly name: string;
  readonly column: Column<unknown>;
}

/** Turns rows of one table into column values and back. */
export class RowCodec {
  readonly table: Table;
  readonly fields: readonly Field[];
  /** `` `id`, `institution`, … `` in the order of `encodeRow`. */
  readonly columnList: string;
  /** Of one row, with a place for each value of `encodeRow`. */
  readonly insertStatement: string;
  private readonly byProperty: ReadonlyMap<string, Field>;

  constructor(table: Table) {
    this.table = table;
    this.fields = Object.entries(table.columns).map(([property, column]) => ({ property, name: columnName(property), column }));
    this.columnList = this.fields.map((field) => quoted(field.name)).join(', ');
    const places = this.fields.map(() => '?').join(', ');
    this.insertStatement = `INSERT INTO ${quoted(table.name)} (${this.columnList}) VALUES (${places})`;
    this.byProperty = new Map(this.fields.map((field) => [field.property, field]));
  }

  /**
   * @throws UnfitValue for text that is too long or holds NUL
   * @throws Defect for a missing, unknown or wrongly typed value
   */
  encodeRow(row: Readonly<Record<string, unknown>>): SqlValue[] {
    const values: SqlValue[] = [];
    let known = 0;
    for (const field of this.fields) {
      const value = row[field.property];
      if (value !== undefined) known++;
      values.push(this.encode(field, value));
    }
    let given = 0;
    for (const property in row) if (row[property] !== undefined) given++;
    if (given > known) for (const property in row) this.field(property);
    return values;
  }

  encodeSet(set: Readonly<Record<string, unknown>>): { columns: string[]; values: SqlValue[] } {
    const fields = Object.keys(set)
      .filter((property) => property !== 'id' && set[property] !== undefined)
      .map((property) => this.field(property));
    return { columns: fields.map((field) => field.name), values: fields.map((field) => this.encode(field, set[field.property])) };
  }

  decode(raw: RawRow): Record<string, unknown> {
    const row: Record<string, unknown> = {};
    for (const field of this.fields) row[field.property] = decodeValue(field.column.type, raw[field.name]);
    return row;
  }

  private field(property: string): Field {
    const field = this.byProperty.get(property);
    if (!field) throw new Defect(`The table ${this.table.name} has no column for ${property}.`);
    return field;
  }

  private encode({ property, column }: Field, value: unknown): SqlValue {
    if (value === undefined || (value === null && (column.nullable || column.type !== 'json'))) {
      if (column.nullable) return null;
      throw new Defect(`${this.table.name}.${property} must have a value.`);
    }
    switch (column.type) {
      case 'json':
        return JSON.stringify(value);
      case 'boolean':
        return value ? 1 : 0;
      case 'millis':
      case 'integer':
        if (!Number.isSafeInteger(value)) throw new Defect(`${this.table.name}.${property} must be an integer.`);
        return value as number;
      default:
        if (typeof value !== 'string') throw new Defect(`${this.table.name}.${property} must be text.`);
        if (tooLong(value, longest[column.type])) {
          throw new UnfitValue(`${property} must not be longer than ${longest[column.type]} characters.`);
        }
        // SQLite ends text there
        if (value.includes('\0')) throw new UnfitValue(`${property} must not hold the character NUL.`);
        return value;
    }
  }
}

const tooLong = (value: string, limit: number | undefined): boolean =>
  limit !== undefined && value.length > limit && [...value].length > limit;

const decodeValue = (type: ColumnType, value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'json':
      return JSON.parse(value as string);
    case 'boolean':
      return Number(value) !== 0;
    case 'millis':
    case 'integer':
      return Number(value);
    default:
      return value;
  }
};

/** Decodes rows of a free query by the columns that its aliases name (`due_at` → `dueAt`). */
export const decodeColumns = (
  columns: { readonly [property: string]: Column<unknown> },
  raw: RawRow,
): Record<string, unknown> => {
  const row: Record<string, unknown> = {};
  for (const [property, column] of Object.entries(columns)) row[property] = decodeValue(column.type, raw[columnName(property)]);
  return row;
};

const codecs = new WeakMap<Table, RowCodec>();

export const codecOf = (table: Table<Columns>): RowCodec => {
  let codec = codecs.get(table);
  if (!codec) codecs.set(table, (codec = new RowCodec(table)));
  return codec;
};
