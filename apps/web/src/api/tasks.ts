import type { CompletedTask, TaskDetailView, TasksQuery, TasksView, Variables } from '@gaita/contracts';
import { withReason } from './duties.ts';
import { query, request } from './request.ts';

export type TaskListing = Partial<Pick<TasksQuery, 'view' | 'instanceId' | 'sort' | 'limit' | 'offset'>>;

export const listTasks = (listing: TaskListing, signal?: AbortSignal) =>
  request<TasksView>('GET', `/tasks${query(listing)}`, undefined, signal);

export const readTask = (id: string, signal?: AbortSignal) => request<TaskDetailView>('GET', path(id), undefined, signal);

export const claimTask = (id: string) =>
  withReason((conflictReason) => request<unknown>('POST', `${path(id)}/claim`, { ...(conflictReason && { conflictReason }) }));

export const handBackTask = (id: string) => request<unknown>('POST', `${path(id)}/unclaim`, {});

export const completeTask = (id: string, variables: Variables) =>
  withReason((conflictReason) =>
    request<CompletedTask>('POST', `${path(id)}/complete`, { variables, ...(conflictReason && { conflictReason }) }),
  );

/** Instead of signing: the responsible person has the task again. */
export const returnTask = (id: string, returnReason: string) =>
  withReason((conflictReason) =>
    request<CompletedTask>('POST', `${path(id)}/complete`, { returnReason, ...(conflictReason && { conflictReason }) }),
  );

const path = (id: string) => `/tasks/${encodeURIComponent(id)}`;
