import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { ModelsModule } from '../models/index.ts';
import { TasksModule } from '../tasks/index.ts';
import { DraftSubjects } from './drafts/draft-subject.ts';
import { DraftsController } from './drafts/drafts.controller.ts';
import { DropDraft } from './drafts/drop-draft.ts';
import { ReadDrafts } from './drafts/read-drafts.ts';
import { SaveDraft } from './drafts/save-draft.ts';
import { SweepDrafts } from './drafts/sweep-drafts.ts';

/** What people write and add beside the data of a process: drafts of forms, notes, documents. */
@Module({
  imports: [IdentityModule, ModelsModule, TasksModule],
  controllers: [DraftsController],
  providers: [DraftSubjects, SaveDraft, ReadDrafts, DropDraft, SweepDrafts],
})
export class DocumentsModule {}
