import type { DraftsView, DraftView, SavedDraft, SaveDraftRequest } from '@gaita/contracts';
import { request } from './request.ts';

/** Where a draft is kept. */
export interface DraftPlace {
  load(signal?: AbortSignal): Promise<DraftView>;
  save(draft: SaveDraftRequest, keepalive?: boolean): Promise<SavedDraft>;
}

const placeAt = (path: string): DraftPlace => ({
  load: (signal) => request<DraftView>('GET', `${path}/draft`, undefined, signal),
  save: (draft, keepalive = false) => request<SavedDraft>('PUT', `${path}/draft`, draft, undefined, { keepalive }),
});

export const draftOfTask = (taskId: string) => placeAt(`/tasks/${encodeURIComponent(taskId)}`);

/** Of the form that starts a process. */
export const draftOfStart = (processKey: string) => placeAt(`/processes/${encodeURIComponent(processKey)}`);

export const listDrafts = (signal?: AbortSignal) => request<DraftsView>('GET', '/drafts', undefined, signal);
