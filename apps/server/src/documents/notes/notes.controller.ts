import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import type { AddNoteRequest, NotesView, ReadersView, Rejection } from '@gaita/contracts';
import { addNoteRequest, isRejection, readersQuery } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import { Allow, CurrentActor } from '../../identity/index.ts';
import { CurrentCommand } from '../../platform/http/current-command.ts';
import { ZodPipe } from '../../platform/http/zod-pipe.ts';
import type { Command } from '../../platform/write-plan.ts';
import { FindCase } from '../find-case.ts';
import { ReadNotes } from './read-notes.ts';
import type { WrittenNote } from './write-notes.ts';
import { WriteNotes } from './write-notes.ts';

/** What people tell one another about a case. */
@Controller('api/v1')
export class NotesController {
  constructor(
    private readonly cases: FindCase,
    private readonly notes: ReadNotes,
    private readonly write: WriteNotes,
  ) {}

  @Get('cases/:id/notes')
  @Allow('signed-in')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<NotesView | Rejection> {
    const place = await this.cases.byId(actor, id);
    return isRejection(place) ? place : this.notes.list(actor, place);
  }

  @Post('cases/:id/notes')
  @HttpCode(200)
  @Allow('signed-in')
  addToCase(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(addNoteRequest)) request: AddNoteRequest,
  ): Promise<WrittenNote | Rejection> {
    return this.write.add(command, actor, () => this.cases.byId(actor, id), request);
  }

  @Post('tasks/:id/notes')
  @HttpCode(200)
  @Allow('signed-in')
  addToTask(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(addNoteRequest)) request: AddNoteRequest,
  ): Promise<WrittenNote | Rejection> {
    return this.write.add(command, actor, () => this.cases.byTask(actor, id), request);
  }

  @Put('notes/:id')
  @Allow('signed-in')
  edit(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(addNoteRequest)) request: AddNoteRequest,
  ): Promise<WrittenNote | Rejection> {
    return this.write.edit(command, actor, id, request);
  }

  @Delete('notes/:id')
  @Allow('signed-in')
  remove(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('id') id: string) {
    return this.write.setDeleted(command, actor, id, true);
  }

  @Post('notes/:id/restore')
  @HttpCode(200)
  @Allow('signed-in')
  restore(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('id') id: string) {
    return this.write.setDeleted(command, actor, id, false);
  }

  @Get('cases/:id/readers')
  @Allow('signed-in')
  async readers(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query(new ZodPipe(readersQuery)) { q }: { q: string },
  ): Promise<ReadersView | Rejection> {
    const place = await this.cases.byId(actor, id);
    return isRejection(place) ? place : { items: await this.cases.readers(place, q) };
  }
}
