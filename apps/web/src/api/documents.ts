import type { AttachmentsView, AttachmentView, NotesView, ReadersView, UploadView } from '@gaita/contracts';
import { query, request } from './request.ts';

const ofCase = (caseId: string) => `/cases/${encodeURIComponent(caseId)}`;
const note = (id: string) => `/notes/${encodeURIComponent(id)}`;
const attachment = (id: string) => `/attachments/${encodeURIComponent(id)}`;
const upload = (id: string) => `/uploads/${encodeURIComponent(id)}`;

export interface NoteText {
  readonly text: string;
  readonly mentions: readonly string[];
}

export const listNotes = (caseId: string, signal?: AbortSignal) =>
  request<NotesView>('GET', `${ofCase(caseId)}/notes`, undefined, signal);

/** Where a note is added. */
export const notesPath = (caseId: string, taskId?: string) =>
  taskId === undefined ? `${ofCase(caseId)}/notes` : `/tasks/${encodeURIComponent(taskId)}/notes`;

export const editNote = (id: string, content: NoteText) => request<unknown>('PUT', note(id), content);
export const deleteNote = (id: string) => request<unknown>('DELETE', note(id));
export const restoreNote = (id: string) => request<unknown>('POST', `${note(id)}/restore`, {});

/** People who may see the case and whose name begins so. */
export const findReaders = (caseId: string, q: string, signal?: AbortSignal) =>
  request<ReadersView>('GET', `${ofCase(caseId)}/readers${query({ q })}`, undefined, signal);

export const listAttachments = (caseId: string, signal?: AbortSignal) =>
  request<AttachmentsView>('GET', `${ofCase(caseId)}/attachments`, undefined, signal);

export const removeAttachment = (id: string) => request<unknown>('DELETE', attachment(id));
export const restoreAttachment = (id: string) => request<unknown>('POST', `${attachment(id)}/restore`, {});

/** Addresses for the browser itself. */
export const contentAddress = (id: string) => `/api/v1${attachment(id)}/content`;
export const previewAddress = (id: string) => `/api/v1${attachment(id)}/preview`;

export const readText = (id: string, signal?: AbortSignal) =>
  request<string>('GET', `${attachment(id)}/preview`, undefined, signal);

export const beginUpload = (caseId: string, input: { readonly name: string; readonly size: number; readonly taskId?: string }) =>
  request<UploadView>('POST', `${ofCase(caseId)}/uploads`, input);

export const uploadState = (id: string) => request<UploadView>('GET', upload(id));

export const sendPiece = (id: string, offset: number, piece: Blob) =>
  request<UploadView>('PUT', `${upload(id)}${query({ offset })}`, piece);

export const finishUpload = (id: string) => request<AttachmentView>('POST', `${upload(id)}/finish`, {});
