import type { CaseDetailView, CasesView, CaseWaitsView } from '@gaita/contracts';
import { query, request } from './request.ts';

export type CaseState = 'open' | 'ended';

export interface CaseListing {
  readonly state: CaseState;
  readonly processKey?: string;
  /** Part of the case number. */
  readonly q?: string;
  readonly limit: number;
  readonly offset: number;
}

export const listCases = ({ state, processKey, q, limit, offset }: CaseListing, signal?: AbortSignal) =>
  request<CasesView>('GET', `/cases${query({ state, processKey, q, limit, offset })}`, undefined, signal);

const part = (caseId: string, partId: string) => `/cases/${encodeURIComponent(caseId)}/ad-hoc/${encodeURIComponent(partId)}`;

/** Starts one of the possible steps of an ad-hoc part. */
export const startStep = (caseId: string, partId: string, elementId: string) =>
  request<{ started: true }>('POST', `${part(caseId, partId)}/start`, { elementId });

export const finishPart = (caseId: string, partId: string) =>
  request<{ finished: true }>('POST', `${part(caseId, partId)}/finish`);

export const readCase = (id: string, signal?: AbortSignal) =>
  request<CaseDetailView>('GET', `/cases/${encodeURIComponent(id)}`, undefined, signal);

export const readWaits = (id: string, signal?: AbortSignal) =>
  request<CaseWaitsView>('GET', `/cases/${encodeURIComponent(id)}/waits`, undefined, signal);
