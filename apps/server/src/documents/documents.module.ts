import type { OnModuleInit } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { InstancesModule } from '../instances/index.ts';
import { ModelsModule } from '../models/index.ts';
import { NoticeSubjects, NotificationsModule } from '../notifications/index.ts';
import { TasksModule } from '../tasks/index.ts';
import { AttachmentsController } from './attachments/attachments.controller.ts';
import { ReadAttachments } from './attachments/read-attachments.ts';
import { ReceiveFiles } from './attachments/receive-files.ts';
import { RemoveAttachment } from './attachments/remove-attachment.ts';
import { DraftSubjects } from './drafts/draft-subject.ts';
import { DraftsController } from './drafts/drafts.controller.ts';
import { DropDraft } from './drafts/drop-draft.ts';
import { HandInDraft } from './drafts/hand-in-draft.ts';
import { ReadDrafts } from './drafts/read-drafts.ts';
import { SaveDraft } from './drafts/save-draft.ts';
import { SweepDrafts } from './drafts/sweep-drafts.ts';
import { FindCase } from './find-case.ts';
import { MentionNotices } from './notes/mention-notices.ts';
import { NotesController } from './notes/notes.controller.ts';
import { ReadNotes } from './notes/read-notes.ts';
import { WriteNotes } from './notes/write-notes.ts';
import { SweepDocuments } from './sweep-documents.ts';

/** What people write and add beside the data of a process: drafts of forms, notes, documents. */
@Module({
  imports: [AuditModule, IdentityModule, NotificationsModule, ModelsModule, InstancesModule, TasksModule],
  controllers: [DraftsController, NotesController, AttachmentsController],
  providers: [
    DraftSubjects,
    SaveDraft,
    ReadDrafts,
    DropDraft,
    HandInDraft,
    SweepDrafts,
    FindCase,
    ReadNotes,
    WriteNotes,
    MentionNotices,
    ReadAttachments,
    ReceiveFiles,
    RemoveAttachment,
    SweepDocuments,
  ],
  exports: [FindCase, ReadNotes, WriteNotes, ReadAttachments],
})
export class DocumentsModule implements OnModuleInit {
  constructor(
    private readonly subjects: NoticeSubjects,
    private readonly mentions: MentionNotices,
  ) {}

  onModuleInit(): void {
    this.subjects.register(['mentioned'], (notice) => this.mentions.look(notice));
  }
}
