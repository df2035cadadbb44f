import { Body, Controller, Delete, HttpCode, Param, Post, Put } from '@nestjs/common';
import type { Rejection, SavedView, SaveViewRequest } from '@gaita/contracts';
import { saveViewRequest } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { SavedViews } from './saved-views.ts';

@Controller('api/v1/views')
export class SavedViewsController {
  constructor(private readonly views: SavedViews) {}

  @Post()
  @Allow('signed-in')
  create(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(saveViewRequest)) request: SaveViewRequest,
  ): Promise<SavedView | Rejection> {
    return this.views.create(command, actor, request);
  }

  @Put(':id')
  @Allow('signed-in')
  change(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(saveViewRequest)) request: SaveViewRequest,
  ): Promise<SavedView | Rejection> {
    return this.views.change(command, actor, id, request);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('signed-in')
  async remove(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
  ): Promise<Rejection | undefined> {
    return (await this.views.remove(command, actor, id)) ?? undefined;
  }
}
