import { z } from 'zod';

/** How long an author may change or take away a note or document, in milliseconds: undoing, not rewriting. */
export const changeableFor = 15 * 60_000;

export const largestNote = 10_000;

/** `POST /api/v1/cases/:id/notes`, `POST /api/v1/tasks/:id/notes` */
export const contactKinds = ['call', 'email', 'visit', 'letter'] as const;
export type ContactKind = (typeof contactKinds)[number];

export const addNoteRequest = z
  .strictObject({
    /** May be empty where a contact is logged. */
    text: z.string().trim().max(largestNote).default(''),
    /** Accounts of people who may see the case; they are told. */
    mentions: z.array(z.string().max(100)).max(20).default([]),
    /** It tells of a contact with the applicant. Stays as it was when a note is changed. */
    contact: z.enum(contactKinds).optional(),
  })
  .refine(({ text, contact }) => text !== '' || contact !== undefined, { path: ['text'], message: 'A note says something.' });
export type AddNoteRequest = z.infer<typeof addNoteRequest>;

export const noteView = z.object({
  id: z.string(),
  taskId: z.string().optional(),
  author: z.string(),
  authorName: z.string(),
  text: z.string(),
  /** It tells of a contact with the applicant. */
  contact: z.enum(contactKinds).optional(),
  createdAt: z.number(),
  editedAt: z.number().optional(),
  /** Taken away; only its author still sees it, and may take that back until `changeableUntil`. */
  deleted: z.boolean(),
  mentions: z.array(z.object({ account: z.string(), name: z.string() })),
  /** For the author, while they may change it. */
  changeableUntil: z.number().optional(),
});
export type NoteView = z.infer<typeof noteView>;
export const notesView = z.object({ items: z.array(noteView) });
export type NotesView = z.infer<typeof notesView>;

/** `GET /api/v1/cases/:id/readers?q=`: people of the institution who may see the case. */
export const readersQuery = z.strictObject({ q: z.string().max(100).default('') });
export const readersView = z.object({ items: z.array(z.object({ account: z.string(), name: z.string() })) });
export type ReadersView = z.infer<typeof readersView>;

/** In bytes. */
export const largestFile = 50_000_000;
export const chunkSize = 1024 * 1024;

/** `POST /api/v1/cases/:id/uploads`: begins an upload, which is then sent in chunks. */
export const beginUploadRequest = z.strictObject({
  name: z.string().trim().min(1).max(1_000),
  size: z.number().int().min(0),
  taskId: z.string().max(36).optional(),
});
export type BeginUploadRequest = z.infer<typeof beginUploadRequest>;

/** `received`: where the next chunk begins. */
export const uploadView = z.object({ id: z.string(), received: z.number().int(), chunkSize: z.number().int() });
export type UploadView = z.infer<typeof uploadView>;

/** Why a file is refused: details (`reason`) of `file-refused`. */
export const fileRefusals = [
  'type-refused',
  'type-differs',
  'double-extension',
  'macros',
  'archive',
  'empty',
  'too-large',
  'infected',
  'incomplete',
] as const;
export type FileRefusal = (typeof fileRefusals)[number];

/** What a reader has to know before they open a file. */
export const fileFindings = ['active-content', 'encrypted', 'macros-possible', 'embedded-files'] as const;
export type FileFinding = (typeof fileFindings)[number];

export const attachmentView = z.object({
  id: z.string(),
  taskId: z.string().optional(),
  name: z.string(),
  /** As found in the content. */
  type: z.string(),
  size: z.number().int(),
  uploadedBy: z.string(),
  uploaderName: z.string(),
  createdAt: z.number(),
  findings: z.array(z.enum(fileFindings)),
  /** What shows it in the browser. */
  preview: z.enum(['image', 'pdf', 'text']).optional(),
  deleted: z.boolean(),
  changeableUntil: z.number().optional(),
});
export type AttachmentView = z.infer<typeof attachmentView>;
export const attachmentsView = z.object({ items: z.array(attachmentView) });
export type AttachmentsView = z.infer<typeof attachmentsView>;
