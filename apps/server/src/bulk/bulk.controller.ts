import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import type {
  BulkItemsQuery,
  BulkItemsView,
  BulkJobsView,
  BulkJobView,
  BulkTasksRequest,
  Rejection,
  RetryBulkRequest,
} from '@gaita/contracts';
import { bulkItemsQuery, bulkTasksRequest, retryBulkRequest } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { RetryBulk } from './retry-bulk.ts';
import { ShowBulk } from './show-bulk.ts';
import { StartBulk } from './start-bulk.ts';

@Controller('api/v1/bulk')
export class BulkController {
  constructor(
    private readonly startBulk: StartBulk,
    private readonly shown: ShowBulk,
    private readonly retryBulk: RetryBulk,
  ) {}

  @Post('tasks')
  @HttpCode(202)
  @Allow('signed-in')
  start(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(bulkTasksRequest)) request: BulkTasksRequest,
  ): Promise<{ id: string; total: number } | Rejection> {
    return this.startBulk.run(command, actor, request);
  }

  @Get('jobs')
  @Allow('signed-in')
  list(@CurrentActor() actor: Actor): Promise<BulkJobsView> {
    return this.shown.list(actor);
  }

  @Get('jobs/:id')
  @Allow('signed-in')
  one(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<BulkJobView | Rejection> {
    return this.shown.one(actor, id);
  }

  @Get('jobs/:id/items')
  @Allow('signed-in')
  items(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query(new ZodPipe(bulkItemsQuery)) query: BulkItemsQuery,
  ): Promise<BulkItemsView | Rejection> {
    return this.shown.items(actor, id, query);
  }

  @Get('jobs/:id/csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="results.csv"')
  @Allow('signed-in')
  csv(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<string | Rejection> {
    return this.shown.csv(actor, id);
  }

  @Post('jobs/:id/retry')
  @HttpCode(202)
  @Allow('signed-in')
  retry(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(retryBulkRequest)) { conflictReason }: RetryBulkRequest,
  ): Promise<{ id: string; retried: number } | Rejection> {
    return this.retryBulk.run(command, actor, id, conflictReason);
  }
}
