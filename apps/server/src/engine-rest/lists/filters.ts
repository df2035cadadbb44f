import type { Actor } from '../../identity/index.ts';
import type { Table } from '../../platform/database/table.ts';
import { invalidRequest } from '../wire/camunda-error.ts';
import type { Conditions } from './conditions.ts';
import type { Parameters } from './parameters.ts';
import { asBoolean, asDate, asInteger, asText, asTexts } from './parameters.ts';

/** Adds what one parameter asks for. */
export type Filter = (into: Conditions, name: string, value: unknown, all: Parameters) => void | Promise<void>;

/** One kind of rows that callers may list: what they may filter and sort by. */
export interface ListOf<T extends Table = Table> {
  readonly table: T;
  readonly filters: { readonly [parameter: string]: Filter };
  /** `sortBy` → columns. */
  readonly sorts: { readonly [sortBy: string]: string };
  /** Without `sortBy`, and where that leaves ties. */
  readonly order: string;
  /** What the caller may know of. */
  visible(into: Conditions, actor: Actor): void;
}

export const equal =
  (column: string): Filter =>
  (into, name, value) =>
    void into.add(`${column} = ?`, asText(name, value));

export const oneOf =
  (column: string): Filter =>
  (into, name, value) => {
    const values = asTexts(name, value);
    if (values.length === 0) into.never();
    else into.add(`${column} IN (?)`, values);
  };

export const noneOf =
  (column: string): Filter =>
  (into, name, value) => {
    const values = asTexts(name, value);
    if (values.length > 0) into.add(`${column} IS NULL OR ${column} NOT IN (?)`, values);
  };

/** `%` and `_` as in Camunda. */
export const like =
  (column: string): Filter =>
  (into, name, value) =>
    void into.add(`${column} LIKE ?`, asText(name, value));

export const integerEqual =
  (column: string): Filter =>
  (into, name, value) =>
    void into.add(`${column} = ?`, asInteger(name, value));

export const integer =
  (column: string, operator: '>=' | '<=' | '>' | '<'): Filter =>
  (into, name, value) =>
    void into.add(`${column} ${operator} ?`, asInteger(name, value));

/** Camunda's before and after include the moment itself. */
export const before =
  (column: string): Filter =>
  (into, name, value) =>
    void into.add(`${column} <= ?`, asDate(name, value));
export const after =
  (column: string): Filter =>
  (into, name, value) =>
    void into.add(`${column} >= ?`, asDate(name, value));

/** `true` asks for the condition; `false` asks for nothing, as in Camunda. */
export const flag =
  (condition: string): Filter =>
  (into, name, value) => {
    if (asBoolean(name, value)) into.add(condition);
  };

/** The same with another condition for `false`. */
export const either =
  (yes: string, no: string): Filter =>
  (into, name, value) =>
    void into.add(asBoolean(name, value) ? yes : no);

/** Says no where ignoring the parameter would answer more than was asked for. */
export const unsupported: Filter = (_, name) => {
  throw invalidRequest(`The query parameter '${name}' is not supported here.`);
};

/** Only acts together with another parameter, which looks at it. */
export const companion: Filter = () => {};
