import type { ApplicantView, DuplicatesView, IntakeView, StartedView, Variables } from '@gaita/contracts';
import { query, request } from './request.ts';

const processAt = (key: string) => `/processes/${encodeURIComponent(key)}`;

/** @param receivedOn the day from which its term is to be counted; default: today */
export const readIntake = (key: string, signal?: AbortSignal, receivedOn?: string) =>
  request<IntakeView>('GET', `${processAt(key)}/intake${query({ receivedOn })}`, undefined, signal);

export const findDuplicates = (key: string, applicant: string, signal?: AbortSignal) =>
  request<DuplicatesView>('GET', `${processAt(key)}/duplicates${query({ applicant })}`, undefined, signal);

export const readApplicant = (caseId: string, signal?: AbortSignal) =>
  request<ApplicantView>('GET', `/cases/${encodeURIComponent(caseId)}/applicant`, undefined, signal);

/**
 * Hands in the reader's draft with its documents: a case under the next receipt number of the institution.
 * @param sentAs the key of this very application: sent twice it is one case
 * @param completeFirst the variables are those of the form of the first task, which is completed with them
 */
export const submitApplication = (key: string, variables: Variables, completeFirst: boolean, sentAs: string) =>
  request<StartedView>(
    'POST',
    `${processAt(key)}/start`,
    { receipt: true, fromDraft: true, variables, ...(completeFirst && { completeFirst }) },
    undefined,
    { key: sentAs },
  );

/** Throws the draft away, with what was attached to it. */
export const dropStartDraft = (key: string) => request<undefined>('DELETE', `${processAt(key)}/draft`);
