import { z } from 'zod';

/** One entry of the audit: who did or saw what. */
export const auditEntryView = z.object({
  id: z.string(),
  at: z.number(),
  /** Of repeated openings: the last one. */
  until: z.number().optional(),
  count: z.number().int(),
  account: z.string(),
  name: z.string().optional(),
  act: z.string(),
  objectType: z.string(),
  objectId: z.string(),
  /** Of a person or a task that still is on record, in the reader's language. */
  objectName: z.string().optional(),
  institution: z.string(),
  caseId: z.string().optional(),
  caseKey: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
  /** The details were erased. */
  erased: z.boolean(),
});
export type AuditEntryView = z.infer<typeof auditEntryView>;

/** `GET /api/v1/audit/entries`, newest first. */
export const auditQuery = z.strictObject({
  account: z.string().max(191).optional(),
  act: z.string().max(191).optional(),
  objectId: z.string().max(191).optional(),
  caseId: z.string().max(36).optional(),
  from: z.coerce.number().int().min(0).optional(),
  to: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});
export type AuditQuery = z.infer<typeof auditQuery>;
export const auditEntriesView = z.object({ items: z.array(auditEntryView), total: z.number().int() });
export type AuditEntriesView = z.infer<typeof auditEntriesView>;

/** The end of the chain, signed: kept outside it proves later that nothing before it was changed. */
export const auditHeadView = z.object({
  sequence: z.number().int(),
  hash: z.string(),
  at: z.number(),
  exportedAt: z.number(),
  publicKey: z.string(),
  signature: z.string(),
});
export type AuditHeadView = z.infer<typeof auditHeadView>;

export const verifyAuditRequest = z.strictObject({ head: auditHeadView.optional() });
export type VerifyAuditRequest = z.infer<typeof verifyAuditRequest>;

export const auditFindingView = z.object({
  kind: z.string(),
  sequence: z.number().int().optional(),
  table: z.string().optional(),
  id: z.string().optional(),
});
export const auditVerificationView = z.object({
  intact: z.boolean(),
  links: z.number().int(),
  entries: z.number().int(),
  waiting: z.number().int(),
  erased: z.number().int(),
  findings: z.array(auditFindingView),
  head: z.object({ sequence: z.number().int(), hash: z.string() }),
  /** An exported end was compared: only then is it known that nothing was cut off. */
  compared: z.boolean(),
});
export type AuditVerificationView = z.infer<typeof auditVerificationView>;

/** Long work for auditors and data protection officers. `result` stands when it is done; files are fetched apart. */
export const privacyJobView = z.object({
  id: z.string(),
  kind: z.enum(['verify', 'audit-export', 'person-export', 'erasure']),
  state: z.enum(['running', 'done', 'failed']),
  done: z.number().int(),
  total: z.number().int(),
  verification: auditVerificationView.optional(),
  erased: z.object({ cases: z.number().int(), kept: z.number().int() }).optional(),
  /** Forms in which the result may be fetched. */
  files: z.array(z.enum(['json', 'html', 'csv'])),
  createdAt: z.number(),
  endedAt: z.number().optional(),
});
export type PrivacyJobView = z.infer<typeof privacyJobView>;
export const privacyFileQuery = z.strictObject({ format: z.enum(['json', 'html', 'csv']).default('json') });

/** An applicant by an identifier that stands in a case (personal code, registration number, e-mail), or a member of staff by account. */
export const personalSubject = z.strictObject({
  kind: z.enum(['applicant', 'staff']),
  identifier: z.string().trim().min(3).max(191),
});
export type PersonalSubject = z.infer<typeof personalSubject>;

export const personalCaseView = z.object({
  id: z.string(),
  institution: z.string(),
  processKey: z.string(),
  processName: z.string(),
  businessKey: z.string().optional(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  /** What keeps it from being erased, or `erased`. */
  kept: z.enum(['open', 'retention', 'hold', 'erased']).optional(),
  /** With `retention`: until then. */
  keptUntil: z.number().optional(),
});
export type PersonalCaseView = z.infer<typeof personalCaseView>;

/** What is known of a person, and what an erasure would do with it. */
export const personalFindingsView = z.object({
  kind: z.enum(['applicant', 'staff']),
  name: z.string().optional(),
  cases: z.array(personalCaseView),
  /** By place, e.g. `history_variable`: number of rows; `erased` says whether they go. */
  places: z.array(z.object({ place: z.string(), rows: z.number().int(), goes: z.boolean() })),
});
export type PersonalFindingsView = z.infer<typeof personalFindingsView>;

export const erasureRequest = personalSubject.extend({ reason: z.string().trim().min(3).max(500) });
export type ErasureRequest = z.infer<typeof erasureRequest>;
export const erasureView = z.object({
  id: z.string(),
  kind: z.enum(['applicant', 'staff']),
  cases: z.number().int(),
  reason: z.string(),
  state: z.enum(['decided', 'running', 'done', 'withdrawn']),
  decidedBy: z.string(),
  decidedAt: z.number(),
  executedBy: z.string().optional(),
  executedAt: z.number().optional(),
  jobId: z.string().optional(),
  may: z.object({ execute: z.boolean(), withdraw: z.boolean() }),
});
export type ErasureView = z.infer<typeof erasureView>;
export const erasuresView = z.object({ items: z.array(erasureView), mayDecide: z.boolean() });
export type ErasuresView = z.infer<typeof erasuresView>;

/** How long values of ended cases of a process are kept. */
export const retentionView = z.object({
  processKey: z.string(),
  processName: z.string(),
  institution: z.string(),
  /** ISO 8601: `P10Y`. Absent: kept without an end. */
  period: z.string().optional(),
  source: z.enum(['rule', 'model', 'none']),
  ground: z.string(),
  /** Ended cases that still have their values, and those of them whose time is over. */
  kept: z.number().int(),
  due: z.number().int(),
  revision: z.number().int(),
});
export type RetentionView = z.infer<typeof retentionView>;
export const retentionsView = z.object({ items: z.array(retentionView), maySet: z.boolean() });
export type RetentionsView = z.infer<typeof retentionsView>;
export const retentionRequest = z.strictObject({
  institution: z.string().max(191),
  period: z.string().regex(/^P([1-9]\d{0,3}Y|[1-9]\d{0,3}M|[1-9]\d{0,4}D)$/),
  ground: z.string().trim().min(3).max(500),
  revision: z.number().int().min(0),
});
export type RetentionRequest = z.infer<typeof retentionRequest>;

export const legalHoldView = z.object({
  id: z.string(),
  caseId: z.string(),
  businessKey: z.string().optional(),
  institution: z.string(),
  processName: z.string(),
  reason: z.string(),
  setBy: z.string(),
  setAt: z.number(),
});
export type LegalHoldView = z.infer<typeof legalHoldView>;
export const legalHoldsView = z.object({ items: z.array(legalHoldView) });
export type LegalHoldsView = z.infer<typeof legalHoldsView>;
/** The case by its id or its number (business key). */
export const legalHoldRequest = z.strictObject({
  case: z.string().trim().min(1).max(191),
  reason: z.string().trim().min(3).max(500),
});
export type LegalHoldRequest = z.infer<typeof legalHoldRequest>;
