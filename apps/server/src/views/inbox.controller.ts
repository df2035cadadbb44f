import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import type {
  ColumnsQuery,
  ColumnsView,
  FatesQuery,
  InboxCounts,
  InboxPage,
  InboxQuery,
  Rejection,
  SearchQuery,
  SearchView,
  TakenNext,
  TakeNextRequest,
  TaskFate,
} from '@gaita/contracts';
import { columnsQuery, fatesQuery, inboxQuery, searchQuery, takeNextRequest } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { CountInbox } from './count-inbox.ts';
import { Search } from './search.ts';
import { ShowInbox } from './show-inbox.ts';
import { TakeNext } from './take-next.ts';
import { TaskFates } from './task-fates.ts';

@Controller('api/v1')
export class InboxController {
  constructor(
    private readonly inbox: ShowInbox,
    private readonly counts: CountInbox,
    private readonly next: TakeNext,
    private readonly fates: TaskFates,
    private readonly search: Search,
  ) {}

  @Get('inbox')
  @Allow('signed-in')
  page(@CurrentActor() actor: Actor, @Query(new ZodPipe(inboxQuery)) query: InboxQuery): Promise<InboxPage | Rejection> {
    return this.inbox.page(actor, query);
  }

  @Get('inbox/counts')
  @Allow('signed-in')
  count(@CurrentActor() actor: Actor): Promise<InboxCounts> {
    return this.counts.run(actor);
  }

  @Get('inbox/columns')
  @Allow('signed-in')
  columns(@CurrentActor() actor: Actor, @Query(new ZodPipe(columnsQuery)) { process }: ColumnsQuery): Promise<ColumnsView> {
    return this.inbox.columns(actor, process);
  }

  @Get('inbox/fates')
  @Allow('signed-in')
  fatesOf(@CurrentActor() actor: Actor, @Query(new ZodPipe(fatesQuery)) { ids }: FatesQuery): Promise<TaskFate[]> {
    return this.fates.of(actor, ids);
  }

  @Post('inbox/take-next')
  @HttpCode(200)
  @Allow('signed-in')
  takeNext(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(takeNextRequest)) { process }: TakeNextRequest,
  ): Promise<TakenNext | Rejection> {
    return this.next.run(command, actor, process);
  }

  @Get('search')
  @Allow('signed-in')
  find(@CurrentActor() actor: Actor, @Query(new ZodPipe(searchQuery)) { q }: SearchQuery): Promise<SearchView> {
    return this.search.run(actor, q);
  }
}
