import type { ApplicantView, DuplicatesView, IntakeView, StartedView, Variables } from '@gaita/contracts';
import { query, request } from './request.ts';

const processAt = (key: string) => `/processes/${encodeURIComponent(key)}`;

export const readIntake = (key: string, signal?: AbortSignal) =>
  request<IntakeView>('GET', `${processAt(key)}/intake`, undefined, signal);

export const findDuplicates = (key: string, applicant: string, signal?: AbortSignal) =>
  request<DuplicatesView>('GET', `${processAt(key)}/duplicates${query({ applicant })}`, undefined, signal);

export const readApplicant = (caseId: string, signal?: AbortSignal) =>
  request<ApplicantView>('GET', `/cases/${encodeURIComponent(caseId)}/applicant`, undefined, signal);

/** Starts a case under the next receipt number of the institution. */
export const submitApplication = (key: string, variables: Variables) =>
  request<StartedView>('POST', `${processAt(key)}/start`, { receipt: true, variables });

export const dropStartDraft = (key: string) => request<undefined>('DELETE', `${processAt(key)}/draft`);
