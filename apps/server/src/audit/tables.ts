import type { RowOf } from '../platform/database/table.ts';
import { id, integer, json, key, millis, table } from '../platform/database/table.ts';

/** Who did or saw what. A row is written once and never changed, but for `details` and `salt`, which an erasure empties. */
export const auditEntryTable = table('audit_entry', {
  id: id(),
  /** Of what was done or seen; `shared` where it belongs to the whole deployment. */
  institution: key(),
  at: millis(),
  /** Who; `unknown` where a sign-in failed by a name that nobody has. */
  account: key(),
  /** `signed-in`, `task-claimed`, `case-opened`, … */
  act: key(),
  objectType: key(),
  objectId: key(),
  /** The case that it was about. */
  instanceId: id().orNull(),
  /** How often between `at` and `until`; 1 but for repeated openings. */
  count: integer(),
  until: millis().orNull(),
  /** What else belongs to it; may hold personal text, so the chain knows it by `detailsHash` alone. */
  details: json<Readonly<Record<string, unknown>>>().orNull(),
  salt: key().orNull(),
  detailsHash: key().orNull(),
});
export type AuditEntryRow = RowOf<typeof auditEntryTable>;

/** A link of the chain: what was committed and not yet sealed, and the hash over it and the link before. */
export const sealTable = table('seal', {
  id: id(),
  /** From 1 without gaps; unique. */
  sequence: integer(),
  at: millis(),
  previousHash: key(),
  hash: key(),
  count: integer(),
  entries: json<readonly SealedEntry[]>(),
});
export type SealRow = RowOf<typeof sealTable>;

/** Table (`j`: journal, `a`: audit), row and the hash of its content. */
export type SealedEntry = readonly ['j' | 'a', string, string];

/** How far one of the two tables was read: all of it up to `position`, but for `gaps` of transactions that were still open. */
export interface Reached {
  readonly position: number;
  /** Row at that position. */
  readonly id: string;
  /** Positions without a row, with the time at which each was first missed. */
  readonly gaps: readonly (readonly [position: number, since: number])[];
}

/** The end of the chain, and who may lengthen it now. One row, `head`. */
export const sealHeadTable = table('seal_head', {
  id: key(),
  sequence: integer(),
  hash: key(),
  at: millis(),
  reached: json<{ readonly j: Reached; readonly a: Reached }>(),
  /** Replica that seals until `leaseUntil`. */
  holder: key().orNull(),
  leaseUntil: millis(),
  revision: integer(),
});
export type SealHeadRow = RowOf<typeof sealHeadTable>;

/** Seed of the key that signs exported heads, where the configuration gives none. One row. */
export const auditKeyTable = table('audit_key', { id: key(), seed: key() });
