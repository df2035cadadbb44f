import type { AuditVerificationView, PrivacyJobView } from '@gaita/contracts';
import type { RowOf } from '../platform/database/table.ts';
import { id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

/** How long the values of ended cases of a process are kept; without a row the model says it, or nobody does. */
export const retentionTable = table('retention', {
  id: id(),
  institution: key(),
  processKey: key(),
  /** ISO 8601: years, months or days. */
  period: key(),
  ground: text(),
  setBy: key(),
  setAt: millis(),
  revision: integer(),
});
export type RetentionRow = RowOf<typeof retentionTable>;

/** A case whose values stay whatever else is said. */
export const legalHoldTable = table('legal_hold', {
  id: id(),
  institution: key(),
  instanceId: id(),
  reason: text(),
  setBy: key(),
  setAt: millis(),
  liftedBy: key().orNull(),
  liftedAt: millis().orNull(),
  revision: integer(),
});
export type LegalHoldRow = RowOf<typeof legalHoldTable>;

/** A case without its values. `id` is that of the root instance. */
export const erasedCaseTable = table('erased_case', {
  id: id(),
  institution: key(),
  erasedAt: millis(),
  why: key<'retention' | 'request'>(),
  erasureId: id().orNull(),
});

/** An erasure that was decided on. Names cases and a person's row, never the identifier by which they were found. */
export const erasureTable = table('erasure', {
  id: id(),
  institution: key(),
  kind: key<'applicant' | 'staff'>(),
  instanceIds: json<readonly string[]>(),
  personId: id().orNull(),
  reason: text(),
  state: key<'decided' | 'running' | 'done' | 'withdrawn'>(),
  decidedBy: key(),
  decidedAt: millis(),
  executedBy: key().orNull(),
  executedAt: millis().orNull(),
  jobId: id().orNull(),
  revision: integer(),
});
export type ErasureRow = RowOf<typeof erasureTable>;

export interface JobResult {
  readonly verification?: AuditVerificationView;
  readonly erased?: { readonly cases: number; readonly kept: number };
  /** Hashes in the `FileStore`, by format. */
  readonly stored?: Readonly<Partial<Record<ExportFormat, string>>>;
}

export const exportFormats = ['json', 'html', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Long work; the row goes a day after its end, and with it what it exported. */
export const privacyJobTable = table('privacy_job', {
  id: id(),
  institution: key(),
  account: key(),
  kind: key<PrivacyJobView['kind']>(),
  state: key<PrivacyJobView['state']>(),
  done: integer(),
  total: integer(),
  result: json<JobResult>().orNull(),
  createdAt: millis(),
  endedAt: millis().orNull(),
  revision: integer(),
});
export type PrivacyJobRow = RowOf<typeof privacyJobTable>;
