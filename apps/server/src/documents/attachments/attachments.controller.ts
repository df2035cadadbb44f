import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  Post,
  Put,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import type { AttachmentsView, AttachmentView, BeginUploadRequest, Rejection, UploadView } from '@gaita/contracts';
import { beginUploadRequest, chunkSize, isRejection, rejected } from '@gaita/contracts';
import type { Request, Response } from 'express';
import type { Actor } from '../../identity/index.ts';
import { Allow, CurrentActor } from '../../identity/index.ts';
import { CurrentCommand } from '../../platform/http/current-command.ts';
import { ZodPipe } from '../../platform/http/zod-pipe.ts';
import type { Command } from '../../platform/write-plan.ts';
import { DraftSubjects } from '../drafts/draft-subject.ts';
import { FindCase } from '../find-case.ts';
import { disposition } from './file-name.ts';
import { previewOf } from './file-types.ts';
import { ReadAttachments } from './read-attachments.ts';
import { ReceiveFiles } from './receive-files.ts';
import { RemoveAttachment } from './remove-attachment.ts';

/** What is sent from here may do nothing in a browser, whatever it holds. */
const inert =
  "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'; form-action 'none'; base-uri 'none'";

/** Viewers of PDF do not run where scripts are forbidden by `sandbox`; they keep a document away from the page by themselves. */
const inertPdf =
  "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";

/** Documents of cases: received in chunks, listed, shown, downloaded. */
@Controller('api/v1')
export class AttachmentsController {
  constructor(
    private readonly cases: FindCase,
    private readonly files: ReceiveFiles,
    private readonly attachments: ReadAttachments,
    private readonly removal: RemoveAttachment,
    private readonly drafts: DraftSubjects,
  ) {}

  @Get('cases/:id/attachments')
  @Allow('signed-in')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<AttachmentsView | Rejection> {
    const place = await this.cases.byId(actor, id);
    return isRejection(place) ? place : this.attachments.list(actor, place);
  }

  @Post('cases/:id/uploads')
  @HttpCode(200)
  @Allow('signed-in')
  begin(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(beginUploadRequest)) request: BeginUploadRequest,
  ): Promise<UploadView | Rejection> {
    const { taskId } = request;
    const find = async () => {
      const place = taskId === undefined ? await this.cases.byId(actor, id) : await this.cases.byTask(actor, taskId);
      if (isRejection(place) || place.instanceId === id) return place;
      return rejected('task-unknown', `The case ${id} has no task ${taskId}.`, { taskId });
    };
    return this.files.begin(command, actor, find, request);
  }

  /** Documents for an application that is not handed in yet: the reader's own. */
  @Get('processes/:key/attachments')
  @Allow('signed-in')
  async listOfDraft(@CurrentActor() actor: Actor, @Param('key') key: string): Promise<AttachmentsView | Rejection> {
    const place = await this.drafts.placeOfStart(actor, key);
    return isRejection(place) ? place : this.attachments.list(actor, place);
  }

  @Post('processes/:key/uploads')
  @HttpCode(200)
  @Allow('signed-in')
  beginForDraft(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('key') key: string,
    @Body(new ZodPipe(beginUploadRequest)) request: BeginUploadRequest,
  ): Promise<UploadView | Rejection> {
    return this.files.begin(command, actor, () => this.drafts.placeOfStart(actor, key), request);
  }

  @Get('uploads/:id')
  @Allow('signed-in')
  state(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<UploadView | Rejection> {
    return this.files.state(actor, id);
  }

  @Put('uploads/:id')
  @Allow('signed-in')
  async append(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query('offset', ParseIntPipe) offset: number,
    @Req() request: Request,
  ): Promise<UploadView | Rejection> {
    const piece = await pieceOf(request);
    if (!piece || offset < 0) return rejected('too-large', `A piece holds at most ${chunkSize} bytes.`, { chunkSize });
    return this.files.append(actor, id, offset, piece);
  }

  @Post('uploads/:id/finish')
  @HttpCode(200)
  @Allow('signed-in')
  finish(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
  ): Promise<AttachmentView | Rejection> {
    return this.files.finish(command, actor, id);
  }

  @Delete('uploads/:id')
  @HttpCode(204)
  @Allow('signed-in')
  cancel(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    return this.files.cancel(actor, id);
  }

  @Get('attachments/:id/content')
  @Allow('signed-in')
  async content(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | Rejection> {
    const found = await this.attachments.open(actor, id);
    if (isRejection(found)) return found;
    response.setHeader('Content-Security-Policy', inert);
    return new StreamableFile(found.stream, {
      type: 'application/octet-stream',
      disposition: disposition('attachment', found.row.name),
      length: found.size,
    });
  }

  @Get('attachments/:id/preview')
  @Allow('signed-in')
  async preview(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | Rejection> {
    const found = await this.attachments.open(actor, id);
    if (isRejection(found)) return found;
    const { row, stream, size } = found;
    if (!previewOf(row.type)) {
      stream.destroy();
      return rejected('not-found', 'This kind of document has no preview.', { id });
    }
    response.setHeader('Content-Security-Policy', row.type === 'application/pdf' ? inertPdf : inert);
    const type = row.type === 'text/plain' ? 'text/plain; charset=utf-8' : row.type;
    return new StreamableFile(stream, { type, disposition: disposition('inline', row.name), length: size });
  }

  @Delete('attachments/:id')
  @Allow('signed-in')
  remove(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('id') id: string) {
    return this.removal.run(command, actor, id, true);
  }

  @Post('attachments/:id/restore')
  @HttpCode(200)
  @Allow('signed-in')
  restore(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('id') id: string) {
    return this.removal.run(command, actor, id, false);
  }
}

/** The bytes of the request; undefined when they are more than a piece. */
async function pieceOf(request: Request): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > chunkSize) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
