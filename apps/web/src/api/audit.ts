import type {
  AuditEntriesView,
  AuditHeadView,
  ErasureRequest,
  ErasuresView,
  LegalHoldRequest,
  LegalHoldsView,
  PersonalFindingsView,
  PersonalSubject,
  PrivacyJobView,
  RetentionRequest,
  RetentionsView,
} from '@gaita/contracts';
import { query, request } from './request.ts';

export interface AuditFilter {
  readonly account?: string;
  readonly act?: string;
  readonly caseId?: string;
  readonly from?: number;
  readonly to?: number;
}

export const listAudit = (filter: AuditFilter & { readonly limit: number; readonly offset: number }, signal?: AbortSignal) =>
  request<AuditEntriesView>('GET', `/audit/entries${query({ ...filter })}`, undefined, signal);
export const readHead = (signal?: AbortSignal) => request<AuditHeadView>('GET', '/audit/head', undefined, signal);
export const verifyAudit = (head?: AuditHeadView) => request<PrivacyJobView>('POST', '/audit/verify', head ? { head } : {});
export const exportAudit = (filter: AuditFilter) => request<PrivacyJobView>('POST', '/audit/export', filter);

export const readJob = (id: string) => request<PrivacyJobView>('GET', `/privacy/jobs/${encodeURIComponent(id)}`);
export const fileOfJob = (id: string, format: string) => `/api/v1/privacy/jobs/${encodeURIComponent(id)}/file?format=${format}`;

export const findPerson = (subject: PersonalSubject, signal?: AbortSignal) =>
  request<PersonalFindingsView>('POST', '/privacy/find', subject, signal);
export const exportPerson = (subject: PersonalSubject) => request<PrivacyJobView>('POST', '/privacy/exports', subject);

export const listErasures = (signal?: AbortSignal) => request<ErasuresView>('GET', '/privacy/erasures', undefined, signal);
export const decideErasure = (input: ErasureRequest) => request<{ id: string }>('POST', '/privacy/erasures', input);
export const executeErasure = (id: string) =>
  request<PrivacyJobView>('POST', `/privacy/erasures/${encodeURIComponent(id)}/execute`, {});
export const withdrawErasure = (id: string) =>
  request<{ id: string }>('POST', `/privacy/erasures/${encodeURIComponent(id)}/withdraw`, {});

export const listRetention = (signal?: AbortSignal) => request<RetentionsView>('GET', '/privacy/retention', undefined, signal);
export const setRetention = (processKey: string, input: RetentionRequest) =>
  request<{ processKey: string }>('PUT', `/privacy/retention/${encodeURIComponent(processKey)}`, input);

export const listHolds = (signal?: AbortSignal) => request<LegalHoldsView>('GET', '/privacy/holds', undefined, signal);
export const setHold = (input: LegalHoldRequest) => request<{ id: string }>('POST', '/privacy/holds', input);
export const liftHold = (id: string, reason: string) =>
  request<{ id: string }>('POST', `/privacy/holds/${encodeURIComponent(id)}/lift`, { reason });
