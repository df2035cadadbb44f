export * from './tables.ts';
export { ReadAttachments } from './attachments/read-attachments.ts';
export type { Place } from './find-case.ts';
export { FindCase } from './find-case.ts';
export { ReadNotes } from './notes/read-notes.ts';
export { WriteNotes } from './notes/write-notes.ts';
export { DocumentsModule } from './documents.module.ts';
