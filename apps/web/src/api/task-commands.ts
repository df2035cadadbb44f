import type {
  AskOpinionRequest,
  BulkItemsView,
  BulkItemView,
  BulkJobsView,
  BulkJobView,
  BulkTasksRequest,
  CaseActsView,
  ColleaguesView,
  FollowUpRequest,
  GiveOpinionRequest,
  OpinionsView,
  TakeBackView,
  TakenBackTask,
} from '@gaita/contracts';
import { withReason } from './duties.ts';
import { request, RequestError } from './request.ts';

const path = (id: string) => `/tasks/${encodeURIComponent(id)}`;

export const listColleagues = (id: string, signal?: AbortSignal) =>
  request<ColleaguesView>('GET', `${path(id)}/colleagues`, undefined, signal);
export const passOnTask = (id: string, account: string) => give(`${path(id)}/pass-on`, account);
export const delegateTask = (id: string, account: string) => give(`${path(id)}/delegate`, account);
const give = (to: string, account: string) =>
  withReason((conflictReason) =>
    request<unknown>('POST', to, { account, ...(conflictReason !== undefined && { conflictReason }) }),
  );
export const resolveTask = (id: string) => request<unknown>('POST', `${path(id)}/resolve`, {});
export const askHandover = (id: string) => request<{ asked: string }>('POST', `${path(id)}/ask-handover`, {});
export const askOpinion = (id: string, asked: AskOpinionRequest) => request<unknown>('POST', `${path(id)}/opinions`, asked);
export const giveOpinion = (id: string, given: GiveOpinionRequest) =>
  request<{ result: 'completed' }>('POST', `${path(id)}/opinion`, given);
export const setFollowUp = (id: string, followUp: FollowUpRequest) => request<unknown>('PUT', `${path(id)}/follow-up`, followUp);
/** What people did to the tasks of a case beside completing them. */
export const listCaseActs = (caseId: string, signal?: AbortSignal) =>
  request<CaseActsView>('GET', `/cases/${encodeURIComponent(caseId)}/acts`, undefined, signal);
export const mayTakeBack = (id: string, signal?: AbortSignal) =>
  request<TakeBackView>('GET', `${path(id)}/take-back`, undefined, signal);
export const takeBackTask = (id: string) => request<TakenBackTask>('POST', `${path(id)}/take-back`, {});

/** One thing done to many tasks; the page `/ops/jobs/:id` shows how far it is. */
export const startBulk = (asked: BulkTasksRequest) => request<{ id: string; total: number }>('POST', '/bulk/tasks', asked);
export const listBulk = (signal?: AbortSignal) => request<BulkJobsView>('GET', '/bulk/jobs', undefined, signal);
export const readBulk = (id: string, signal?: AbortSignal) =>
  request<BulkJobView>('GET', `/bulk/jobs/${encodeURIComponent(id)}`, undefined, signal);
export const refusedOfBulk = (id: string, signal?: AbortSignal) =>
  request<BulkItemsView>('GET', `/bulk/jobs/${encodeURIComponent(id)}/items?state=failed&limit=200`, undefined, signal);
export const retryBulk = (id: string) => request<unknown>('POST', `/bulk/jobs/${encodeURIComponent(id)}/retry`, {});
/** Tries again what a pair of roles stopped, by one reason for all of it. False: nothing was stopped so, or no reason was given. */
export async function retryWithReason(id: string, refused: readonly BulkItemView[]): Promise<boolean> {
  const stopped = refused.filter(({ code }) => code === 'reason-needed');
  const [first] = stopped;
  if (!first) return false;
  const refusal = new RequestError(409, 'reason-needed', first.message ?? '', first.details);
  try {
    await withReason(async (conflictReason) => {
      if (conflictReason === undefined) throw refusal;
      await request<unknown>('POST', `/bulk/jobs/${encodeURIComponent(id)}/retry`, { conflictReason });
    }, stopped.length);
    return true;
  } catch (error) {
    if (error === refusal) return false;
    throw error;
  }
}
export const listCaseOpinions = (caseId: string, signal?: AbortSignal) =>
  request<OpinionsView>('GET', `/cases/${encodeURIComponent(caseId)}/opinions`, undefined, signal);
export const csvOfBulk = (id: string) => `/api/v1/bulk/jobs/${encodeURIComponent(id)}/csv`;
