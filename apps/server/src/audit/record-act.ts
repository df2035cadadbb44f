import { createHash, randomBytes } from 'node:crypto';
import type { RowChanges } from '../platform/write-plan.ts';
import type { AuditEntryRow } from './tables.ts';
import { auditEntryTable } from './tables.ts';

/** Something that somebody did or saw. */
export interface Act {
  readonly id: string;
  /** Milliseconds. */
  readonly at: number;
  readonly account: string;
  /** Of the object: whose auditors see the entry. */
  readonly institution: string;
  /** In the past, kebab case: `task-claimed`. The web app has words for each (`audit.act.task-claimed`). */
  readonly act: string;
  readonly object: {
    /** `case`, `task`, `person`, `role`, `definition`, … */
    readonly type: string;
    readonly id: string;
    /** The case that the object belongs to. */
    readonly instanceId?: string;
  };
  /** Names, reasons, searched words: what an erasure may have to empty. No secret, no value of a variable. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Repeated openings: how many, and when the last was. */
  readonly count?: number;
  readonly until?: number;
}

/** Adds the entry to a plan, so that it is committed with its effect or not at all. */
export const recordAct = (changes: RowChanges, act: Act): void => changes.insert(auditEntryTable, entryOf(act));

export const entryOf = ({ id, at, account, institution, act, object, details, count = 1, until }: Act): AuditEntryRow => {
  const salt = details && randomBytes(12).toString('base64url');
  return {
    id,
    institution,
    at,
    account: account.slice(0, 191),
    act,
    objectType: object.type,
    objectId: object.id.slice(0, 191),
    instanceId: object.instanceId ?? null,
    count,
    until: until ?? null,
    details: details ?? null,
    salt: salt ?? null,
    detailsHash: salt === undefined ? null : detailsHash(salt, details),
  };
};

/** Tells nothing without the salt; the salt goes with the details. */
export const detailsHash = (salt: string, details: unknown): string =>
  createHash('sha256').update(salt).update(JSON.stringify(details)).digest('base64url');
