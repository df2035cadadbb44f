import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import type { DraftsView, DraftView, Rejection, SavedDraft, SaveDraftRequest } from '@gaita/contracts';
import { isRejection, saveDraftRequest } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import { Allow, CurrentActor } from '../../identity/index.ts';
import { ZodPipe } from '../../platform/http/zod-pipe.ts';
import type { DraftSubject } from './draft-subject.ts';
import { DraftSubjects, startKey, taskKey } from './draft-subject.ts';
import { DropDraft } from './drop-draft.ts';
import { ReadDrafts } from './read-drafts.ts';
import { SaveDraft } from './save-draft.ts';

/** What people typed and have not sent. Each sees and changes only their own. */
@Controller('api/v1')
export class DraftsController {
  constructor(
    private readonly subjects: DraftSubjects,
    private readonly saveDraft: SaveDraft,
    private readonly drafts: ReadDrafts,
    private readonly dropDraft: DropDraft,
  ) {}

  @Get('drafts')
  @Allow('signed-in')
  list(@CurrentActor() actor: Actor): Promise<DraftsView> {
    return this.drafts.list(actor);
  }

  @Get('tasks/:id/draft')
  @Allow('signed-in')
  async ofTask(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<DraftView | Rejection> {
    return this.read(actor, await this.subjects.task(actor, id));
  }

  @Put('tasks/:id/draft')
  @Allow('signed-in')
  async saveOfTask(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body(new ZodPipe(saveDraftRequest)) request: SaveDraftRequest,
  ): Promise<SavedDraft | Rejection> {
    return this.save(actor, await this.subjects.task(actor, id), request);
  }

  @Delete('tasks/:id/draft')
  @HttpCode(204)
  @Allow('signed-in')
  dropOfTask(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    return this.dropDraft.run(actor, taskKey(id));
  }

  @Get('processes/:key/draft')
  @Allow('signed-in')
  async ofStart(@CurrentActor() actor: Actor, @Param('key') key: string): Promise<DraftView | Rejection> {
    return this.read(actor, await this.subjects.start(actor, key));
  }

  @Put('processes/:key/draft')
  @Allow('signed-in')
  async saveOfStart(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body(new ZodPipe(saveDraftRequest)) request: SaveDraftRequest,
  ): Promise<SavedDraft | Rejection> {
    return this.save(actor, await this.subjects.start(actor, key), request);
  }

  @Delete('processes/:key/draft')
  @HttpCode(204)
  @Allow('signed-in')
  dropOfStart(@CurrentActor() actor: Actor, @Param('key') key: string): Promise<void> {
    return this.dropDraft.run(actor, startKey(key));
  }

  private async read(actor: Actor, subject: DraftSubject | Rejection): Promise<DraftView | Rejection> {
    return isRejection(subject) ? subject : this.drafts.one(actor, subject);
  }

  private async save(actor: Actor, subject: DraftSubject | Rejection, request: SaveDraftRequest) {
    return isRejection(subject) ? subject : this.saveDraft.run(actor, subject, request);
  }
}
