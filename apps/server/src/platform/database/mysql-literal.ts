import type { SqlValue } from './dialect.ts';
import { placeholder } from './placeholders.ts';

/**
 * Values are text without NUL, numbers and null only (`RowCodec`), and the session speaks utf8mb4 with backslash escapes
 * (`sessionSettings`): quote and backslash are all that text must not hold bare. The driver's own way also escapes what need
 * not be, which for a snapshot would be a third of a step's time.
 */
export const literal = (value: SqlValue): string => {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (!value.includes("'") && !value.includes('\\')) return `'${value}'`;
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
};

/** For connections that get statements with their values in them: else the driver reads each to its end in search of places. */
export const ready = { queryFormat: (sql: string): string => sql };

/** The statement with its values in their places; they come from requests, so text may hold NUL, too. */
export const withValues = (sql: string, values: readonly SqlValue[]): string => {
  let at = 0;
  return sql.replace(placeholder, (token) => (token === '?' ? withoutNul(values[at++] as SqlValue) : token));
};

const withoutNul = (value: SqlValue): string =>
  typeof value === 'string' && value.includes('\0') ? literal(value).replaceAll('\0', '\\0') : literal(value);
