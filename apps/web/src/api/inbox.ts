import type {
  ColumnsView,
  InboxCounts,
  InboxPage,
  SavedView,
  SaveViewRequest,
  SearchView,
  TakenNext,
  TaskFate,
} from '@gaita/contracts';
import { query, request } from './request.ts';

export interface InboxListing {
  readonly view: string;
  readonly q?: string;
  readonly process?: string;
  readonly due?: string;
  readonly sort?: string;
  readonly cols?: string;
  readonly limit: number;
  readonly offset: number;
}

export const readInbox = (listing: InboxListing, signal?: AbortSignal) =>
  request<InboxPage>('GET', `/inbox${query({ ...listing })}`, undefined, signal);

export const countInbox = (signal?: AbortSignal) => request<InboxCounts>('GET', '/inbox/counts', undefined, signal);

export const columnsOf = (process: string, signal?: AbortSignal) =>
  request<ColumnsView>('GET', `/inbox/columns${query({ process })}`, undefined, signal);

export const fatesOf = (ids: readonly string[], signal?: AbortSignal) =>
  request<TaskFate[]>('GET', `/inbox/fates${query({ ids: ids.join() })}`, undefined, signal);

/** The most urgent task that the reader may do, theirs from now on; undefined: there is none. */
export const takeNext = async (key: string): Promise<string | undefined> =>
  (await request<TakenNext>('POST', '/inbox/take-next', {}, undefined, { key })).taskId ?? undefined;

export const saveView = (view: SaveViewRequest, id?: string) =>
  id === undefined
    ? request<SavedView>('POST', '/views', view)
    : request<SavedView>('PUT', `/views/${encodeURIComponent(id)}`, view);

export const deleteView = (id: string) => request<void>('DELETE', `/views/${encodeURIComponent(id)}`);

export const search = (q: string, signal?: AbortSignal) =>
  request<SearchView>('GET', `/search${query({ q })}`, undefined, signal);
