/**
 * Tables in one place and one language: property names and types for TypeScript, columns for the database.
 * TypeORM reads through schemas made from these; the committer writes by them; migrations keep frozen copies of their own.
 */
export type ColumnType = 'id' | 'key' | 'text' | 'bigText' | 'json' | 'millis' | 'integer' | 'boolean';

export interface Column<T> {
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** Only for inference. */
  readonly value?: T;
  orNull(): Column<T | null>;
}

const column = <T>(type: ColumnType, nullable = false): Column<T> => ({
  type,
  nullable,
  orNull: () => column<T | null>(type, true),
});

/** `varchar(36)`, sortable. */
export const id = () => column<string>('id');
/** `varchar(191)`: keys, names of people and roles, business keys. */
export const key = <T extends string = string>() => column<T>('key');
/** Short free text, `varchar(500)`; longer input is refused by its schema, not cut. */
export const text = () => column<string>('text');
/** `text` / `longtext`. */
export const bigText = () => column<string>('bigText');
/** JSON as bigText. */
export const json = <T>() => column<T>('json');
/** Milliseconds since 1970 as bigint. */
export const millis = () => column<number>('millis');
export const integer = () => column<number>('integer');
export const boolean = () => column<boolean>('boolean');

export type Columns = { readonly id: Column<string> } & { readonly [property: string]: Column<unknown> };

export interface Table<C extends Columns = Columns> {
  readonly name: string;
  readonly columns: C;
}

export type RowOf<T extends Table> = { -readonly [P in keyof T['columns']]: T['columns'][P] extends Column<infer V> ? V : never };

/** `name` in snake case; column names are the properties in snake case. Every table has an `id`. */
export const table = <const C extends Columns>(name: string, columns: C): Table<C> => ({ name, columns });

export const columnName = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
