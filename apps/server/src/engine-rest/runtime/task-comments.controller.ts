import { Body, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { AttachmentView, NoteView } from '@gaita/contracts';
import { isRejection, largestNote } from '@gaita/contracts';
import type { Request } from 'express';
import { z } from 'zod';
import type { Place } from '../../documents/index.ts';
import { FindCase, ReadAttachments, ReadNotes, WriteNotes } from '../../documents/index.ts';
import type { Actor } from '../../identity/index.ts';
import { Allow, CurrentActor } from '../../identity/index.ts';
import { CurrentCommand } from '../../platform/http/current-command.ts';
import type { Command } from '../../platform/write-plan.ts';
import { toCamundaDate } from '../wire/camunda-date.ts';
import { invalidRequest } from '../wire/camunda-error.ts';
import { EngineRestController } from '../wire/engine-rest-controller.ts';
import { readBody } from '../wire/read-body.ts';
import { selfLink } from '../wire/self-link.ts';

const newComment = z.object({ message: z.string().trim().min(1).max(largestNote) });

/** Notes about a task are what Camunda calls its comments; documents its attachments. Of tasks that are over, too. */
@EngineRestController('task')
export class TaskCommentsController {
  constructor(
    private readonly cases: FindCase,
    private readonly notes: ReadNotes,
    private readonly write: WriteNotes,
    private readonly attachments: ReadAttachments,
  ) {}

  @Get(':id/comment')
  @Allow('signed-in')
  async comments(@CurrentActor() actor: Actor, @Param('id') id: string) {
    const place = await this.place(actor, id);
    return (await this.notes.ofTask(actor, place)).map((note) => commentOf(note, id, place));
  }

  @Get(':id/comment/:commentId')
  @Allow('signed-in')
  async comment(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('commentId') commentId: string) {
    const place = await this.place(actor, id);
    const note = (await this.notes.ofTask(actor, place)).find((one) => one.id === commentId);
    if (!note) throw invalidRequest(`Task comment with id ${commentId} does not exist for task id '${id}'.`, 404);
    return commentOf(note, id, place);
  }

  @Post(':id/comment/create')
  @HttpCode(200)
  @Allow('signed-in')
  async create(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    const { message: text } = readBody(newComment, body);
    const written = await this.write.add(command, actor, () => this.cases.byTask(actor, id), { text, mentions: [] });
    if (isRejection(written)) throw invalidRequest(`No task found for task id ${id}`, 400);
    const place = await this.place(actor, id);
    const links = [selfLink(request, `task/${id}/comment/${written.id}`)];
    const note = (await this.notes.ofTask(actor, place)).find((one) => one.id === written.id);
    if (!note) throw invalidRequest(`No task found for task id ${id}`, 400);
    return { ...commentOf(note, id, place), links };
  }

  @Get(':id/attachment')
  @Allow('signed-in')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string, @Req() request: Request) {
    const place = await this.place(actor, id);
    return (await this.attachments.ofTask(actor, id)).map((attachment) => attachmentOf(attachment, id, place, request));
  }

  private async place(actor: Actor, id: string): Promise<Place> {
    const place = await this.cases.byTask(actor, id);
    if (isRejection(place)) throw invalidRequest(`No task found for task id ${id}`, 404);
    return place;
  }
}

const commentOf = ({ id, author, createdAt, text }: NoteView, taskId: string, { instanceId }: Place) => ({
  links: [],
  id,
  userId: author,
  time: toCamundaDate(createdAt),
  taskId,
  processInstanceId: instanceId,
  rootProcessInstanceId: instanceId,
  message: text,
  removalTime: null,
});

const attachmentOf = (
  { id, name, type, createdAt }: AttachmentView,
  taskId: string,
  { instanceId }: Place,
  request: Request,
) => ({
  links: [],
  id,
  name,
  description: null,
  taskId,
  type,
  url: selfLink(request, '').href.replace(/engine-rest\/$/, `api/v1/attachments/${id}/content`),
  createTime: toCamundaDate(createdAt),
  processInstanceId: instanceId,
  rootProcessInstanceId: instanceId,
  removalTime: null,
});
