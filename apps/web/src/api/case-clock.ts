import type { CaseClockAnswer, CaseClockView, ExtendClockRequest, ResumeClockRequest, StopClockRequest } from '@gaita/contracts';
import { request } from './request.ts';

const clockOf = (caseId: string) => `/cases/${encodeURIComponent(caseId)}/clock`;

export const readClock = (caseId: string, signal?: AbortSignal) =>
  request<CaseClockAnswer>('GET', clockOf(caseId), undefined, signal);

export const stopClock = (caseId: string, input: StopClockRequest) =>
  request<CaseClockView>('POST', `${clockOf(caseId)}/stop`, input);

export const resumeClock = (caseId: string, input: ResumeClockRequest) =>
  request<CaseClockView>('POST', `${clockOf(caseId)}/resume`, input);

export const extendClock = (caseId: string, input: ExtendClockRequest) =>
  request<CaseClockView>('POST', `${clockOf(caseId)}/extend`, input);
