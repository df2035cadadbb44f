import type { RowOf } from '../platform/database/table.ts';
import type { ContactKind, FileFinding, Variables } from '@gaita/contracts';
import { bigText, id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

/** What somebody typed into a form and has not sent; nobody else ever reads it. */
export const draftTable = table('draft', {
  /** Made from person and key, so that two first saves meet at one row. */
  id: id(),
  personId: id(),
  institution: key(),
  /** `task:<id>` or `start:<process>` */
  draftKey: key(),
  taskId: id().orNull(),
  /** Whose form was filled in. */
  definitionId: id().orNull(),
  formKey: key().orNull(),
  content: json<Variables>(),
  savedAt: millis(),
  revision: integer(),
});
export type DraftRow = RowOf<typeof draftTable>;

/** A note on a case, or on one task of it. What it says stands in `note_text`, which erasure deletes. */
export const noteTable = table('note', {
  id: id(),
  institution: key(),
  instanceId: id(),
  taskId: id().orNull(),
  /** Account. */
  author: key(),
  createdAt: millis(),
  editedAt: millis().orNull(),
  deletedAt: millis().orNull(),
  /** Accounts that are named in it. */
  mentions: json<string[]>(),
  /** How the applicant was spoken to, where it tells of that. */
  contact: key<ContactKind>().orNull(),
  revision: integer(),
});
export type NoteRow = RowOf<typeof noteTable>;

/** Each wording of a note; the highest version counts. Goes with its note (foreign key). */
export const noteTextTable = table('note_text', {
  /** `<note>.<version>` */
  id: key(),
  noteId: id(),
  version: integer(),
  content: bigText(),
  writtenAt: millis(),
});
export type NoteTextRow = RowOf<typeof noteTextTable>;

/** A document of a case, or of one task of it; its content lies in the `FileStore` under the hash. */
export const attachmentTable = table('attachment', {
  id: id(),
  institution: key(),
  instanceId: id(),
  taskId: id().orNull(),
  name: text(),
  /** Media type as found in the content. */
  type: key(),
  /** Bytes. */
  size: millis(),
  hash: key(),
  findings: json<FileFinding[]>(),
  /** Account. */
  uploadedBy: key(),
  createdAt: millis(),
  deletedAt: millis().orNull(),
  revision: integer(),
});
export type AttachmentRow = RowOf<typeof attachmentTable>;

/** A document that is being received; how much of it is there, the `FileStore` knows. */
export const uploadTable = table('upload', {
  id: id(),
  institution: key(),
  instanceId: id(),
  taskId: id().orNull(),
  name: text(),
  size: millis(),
  /** Whose upload it is; nobody else goes on with it. */
  account: key(),
  createdAt: millis(),
  revision: integer(),
});
export type UploadRow = RowOf<typeof uploadTable>;
