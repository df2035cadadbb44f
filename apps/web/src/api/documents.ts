import type {
  AttachmentsView,
  AttachmentView,
  ContactKind,
  NotesView,
  NoteView,
  ReadersView,
  UploadView,
} from '@gaita/contracts';
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

export const addNote = (caseId: string, text: string, key: string, contact?: ContactKind) =>
  request<NoteView>('POST', notesPath(caseId), { text, mentions: [], ...(contact && { contact }) }, undefined, { key });

/** Where a note is added. */
export const notesPath = (caseId: string, taskId?: string) =>
  taskId === undefined ? `${ofCase(caseId)}/notes` : `/tasks/${encodeURIComponent(taskId)}/notes`;

export const editNote = (id: string, content: NoteText) => request<unknown>('PUT', note(id), content);
export const deleteNote = (id: string) => request<unknown>('DELETE', note(id));
export const restoreNote = (id: string) => request<unknown>('POST', `${note(id)}/restore`, {});

/** People who may see the case and whose name begins so. */
export const findReaders = (caseId: string, q: string, signal?: AbortSignal) =>
  request<ReadersView>('GET', `${ofCase(caseId)}/readers${query({ q })}`, undefined, signal);

export const removeAttachment = (id: string) => request<unknown>('DELETE', attachment(id));
export const restoreAttachment = (id: string) => request<unknown>('POST', `${attachment(id)}/restore`, {});

/** Addresses for the browser itself. */
export const contentAddress = (id: string) => `/api/v1${attachment(id)}/content`;
export const previewAddress = (id: string) => `/api/v1${attachment(id)}/preview`;

export const readText = (id: string, signal?: AbortSignal) =>
  request<string>('GET', `${attachment(id)}/preview`, undefined, signal);

/** Where documents lie, and where an upload for there begins. */
export interface FilePlace {
  /** Tells places apart. */
  readonly key: string;
  list(signal?: AbortSignal): Promise<AttachmentsView>;
  begin(file: { readonly name: string; readonly size: number }): Promise<UploadView>;
}

export const filesOfCase = (caseId: string, taskId?: string): FilePlace => ({
  key: caseId,
  list: (signal) => request<AttachmentsView>('GET', `${ofCase(caseId)}/attachments`, undefined, signal),
  begin: (file) => request<UploadView>('POST', `${ofCase(caseId)}/uploads`, { ...file, ...(taskId !== undefined && { taskId }) }),
});

/** Attached to an application that is not handed in yet. */
export const filesOfStart = (processKey: string): FilePlace => {
  const path = `/processes/${encodeURIComponent(processKey)}`;
  return {
    key: `start ${processKey}`,
    list: (signal) => request<AttachmentsView>('GET', `${path}/attachments`, undefined, signal),
    begin: (file) => request<UploadView>('POST', `${path}/uploads`, file),
  };
};

export const uploadState = (id: string) => request<UploadView>('GET', upload(id));

export const sendPiece = (id: string, offset: number, piece: Blob) =>
  request<UploadView>('PUT', `${upload(id)}${query({ offset })}`, piece);

export const finishUpload = (id: string) => request<AttachmentView>('POST', `${upload(id)}/finish`, {});
