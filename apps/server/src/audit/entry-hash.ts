import { createHash } from 'node:crypto';
import type { Dialect } from '../platform/database/dialect.ts';
import type { RawRow } from '../platform/database/row-codec.ts';
import type { SealedEntry } from './tables.ts';

export type Source = 'j' | 'a';

interface SourceTable {
  readonly name: string;
  /** What the chain holds of a row, in this order. Of details only their salted hash: they may be erased. */
  readonly columns: readonly string[];
  /** When it happened. */
  readonly time: string;
}

export const sources: Readonly<Record<Source, SourceTable>> = {
  j: {
    name: 'journal',
    columns: ['id', 'institution', 'instance_id', 'sequence', 'command_id', 'actor', 'at', 'records'],
    time: 'at',
  },
  a: {
    name: 'audit_entry',
    columns: [
      'id',
      'institution',
      'at',
      'account',
      'act',
      'object_type',
      'object_id',
      'instance_id',
      'count',
      'until',
      'details_hash',
    ],
    time: 'COALESCE(`until`, `at`)',
  },
};

/** The database's own count of rows in order of insertion. */
export const positionOf = (dialect: Dialect): string => (dialect === 'sqlite' ? 'rowid' : '`position`');

/** `SELECT` list of a row with its position and time as the chain wants them, without the `WHERE`. */
export const selectSealable = (dialect: Dialect, source: Source, more = ''): string => {
  const { name, columns, time } = sources[source];
  const list = columns.map((column) => `\`${column}\``).join(', ');
  return `SELECT ${positionOf(dialect)} AS place, ${time} AS happened, ${list}${more} FROM \`${name}\``;
};

/** Hash over the row's columns as the database holds them; drivers give large numbers as numbers or as text. */
export const entryHash = (source: Source, row: RawRow): string => {
  const values = sources[source].columns.map((column) => {
    const value = row[column];
    return value === null || value === undefined ? null : String(value as string | number);
  });
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url');
};

/** What stands before the first link. */
export const genesis = 'gaita';

export const sealHash = (seal: {
  readonly sequence: number;
  readonly at: number;
  readonly previousHash: string;
  readonly entries: readonly SealedEntry[];
}): string =>
  createHash('sha256')
    .update(JSON.stringify([seal.previousHash, seal.sequence, seal.at, seal.entries.length, seal.entries]))
    .digest('base64url');
