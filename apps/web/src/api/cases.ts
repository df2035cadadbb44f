import type { CaseDetailView, CasesView } from '@gaita/contracts';
import { query, request } from './request.ts';

export type CaseState = 'open' | 'ended';

export interface CaseListing {
  readonly state: CaseState;
  readonly processKey?: string;
  readonly limit: number;
  readonly offset: number;
}

export const listCases = ({ state, processKey, limit, offset }: CaseListing, signal?: AbortSignal) =>
  request<CasesView>('GET', `/cases${query({ state, processKey, limit, offset })}`, undefined, signal);

export const readCase = (id: string, signal?: AbortSignal) =>
  request<CaseDetailView>('GET', `/cases/${encodeURIComponent(id)}`, undefined, signal);
