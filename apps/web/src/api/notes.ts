import type { NotesView, NoteView } from '@gaita/contracts';
import { request } from './request.ts';

const notesOf = (caseId: string) => `/cases/${encodeURIComponent(caseId)}/notes`;

export const listNotes = (caseId: string, signal?: AbortSignal) => request<NotesView>('GET', notesOf(caseId), undefined, signal);

export const addNote = (caseId: string, text: string) => request<NoteView>('POST', notesOf(caseId), { text, mentions: [] });
