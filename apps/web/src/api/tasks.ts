import type { CompletedTask, TaskDetailView, TasksQuery, TasksView, Variables } from '@gaita/contracts';
import { withReason } from './duties.ts';
import { newIdempotencyKey, query, request } from './request.ts';

export type TaskListing = Partial<Pick<TasksQuery, 'view' | 'instanceId' | 'sort' | 'limit' | 'offset'>>;

export const listTasks = (listing: TaskListing, signal?: AbortSignal) =>
  request<TasksView>('GET', `/tasks${query(listing)}`, undefined, signal);

export const readTask = (id: string, signal?: AbortSignal) => request<TaskDetailView>('GET', path(id), undefined, signal);

export const claimTask = (id: string) =>
  withReason((conflictReason) => request<unknown>('POST', `${path(id)}/claim`, { ...(conflictReason && { conflictReason }) }));

export const handBackTask = (id: string) => request<unknown>('POST', `${path(id)}/unclaim`, {});

type Ending = { readonly variables: Variables } | { readonly returnReason: string };

/** @param key of a try that may be repeated */
const end = (id: string, how: Ending, key = newIdempotencyKey()) =>
  withReason((conflictReason) =>
    request<CompletedTask>('POST', `${path(id)}/complete`, { ...how, ...(conflictReason && { conflictReason }) }, undefined, {
      // With a reason it is another request.
      key: conflictReason === undefined ? key : `${key}-reason`,
    }),
  );

export const completeTask = (id: string, variables: Variables, key?: string) => end(id, { variables }, key);

/** Instead of signing: the responsible person has the task again. */
export const returnTask = (id: string, returnReason: string, key?: string) => end(id, { returnReason }, key);

const path = (id: string) => `/tasks/${encodeURIComponent(id)}`;
