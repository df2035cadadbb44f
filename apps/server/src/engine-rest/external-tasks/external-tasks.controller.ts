import type { OnModuleDestroy } from '@nestjs/common';
import { Body, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Actor } from '../../identity/index.ts';
import { Allow, CurrentActor } from '../../identity/index.ts';
import type { JobRow } from '../../jobs/index.ts';
import { Definitions } from '../../models/index.ts';
import { Clock } from '../../platform/clock.ts';
import { CurrentCommand } from '../../platform/http/current-command.ts';
import type { Command } from '../../platform/write-plan.ts';
import { Lists } from '../lists/lists.ts';
import type { Parameters } from '../lists/parameters.ts';
import { restError } from '../wire/camunda-error.ts';
import { EngineRestController } from '../wire/engine-rest-controller.ts';
import { readBody } from '../wire/read-body.ts';
import { Tenants } from '../wire/tenants.ts';
import { ExternalTaskCommands } from './external-task-commands.ts';
import { externalTaskList } from './external-task-list.ts';
import { externalTaskView } from './external-task-views.ts';
import { fetchBody } from './fetch-body.ts';
import { FetchExternalTasks } from './fetch-external-tasks.ts';

/** Work for external workers; they sign in as administrators. */
@EngineRestController('external-task')
export class ExternalTasksController implements OnModuleDestroy {
  private readonly polls = new Set<AbortController>();
  private readonly list = externalTaskList(() => this.clock.now());

  constructor(
    private readonly lists: Lists,
    private readonly fetchTasks: FetchExternalTasks,
    private readonly commands: ExternalTaskCommands,
    private readonly definitions: Definitions,
    private readonly tenants: Tenants,
    private readonly clock: Clock,
  ) {}

  /** Long polls would hold a server that stops. */
  onModuleDestroy(): void {
    for (const poll of this.polls) poll.abort();
  }

  @Post('fetchAndLock')
  @HttpCode(200)
  @Allow('administrator')
  async fetchAndLock(@CurrentActor() actor: Actor, @Body() body: unknown, @Res({ passthrough: true }) response: Response) {
    const request = readBody(fetchBody, body);
    const poll = new AbortController();
    this.polls.add(poll);
    response.once('close', () => poll.abort());
    try {
      return await this.fetchTasks.run(actor, request, poll.signal);
    } finally {
      this.polls.delete(poll);
    }
  }

  @Get()
  @Allow('administrator')
  find(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.views(actor, parameters);
  }

  @Post()
  @HttpCode(200)
  @Allow('administrator')
  query(@CurrentActor() actor: Actor, @Query() page: Parameters, @Body() body: Parameters | undefined) {
    return this.views(actor, { ...body, ...page });
  }

  @Get('count')
  @Allow('administrator')
  count(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.lists.count(this.list, actor, parameters);
  }

  @Post('count')
  @HttpCode(200)
  @Allow('administrator')
  countQuery(@CurrentActor() actor: Actor, @Body() body: Parameters | undefined) {
    return this.lists.count(this.list, actor, body ?? {});
  }

  @Get(':id')
  @Allow('administrator')
  async one(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return this.view(await this.known(actor, id));
  }

  @Post(':id/complete')
  @HttpCode(204)
  @Allow('administrator')
  async complete(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body() body: unknown,
  ) {
    await this.mayTouch(actor, id);
    await this.commands.complete(command, id, body);
  }

  @Post(':id/failure')
  @HttpCode(204)
  @Allow('administrator')
  async failure(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body() body: unknown,
  ) {
    await this.mayTouch(actor, id);
    await this.commands.fail(command, id, body);
  }

  @Post(':id/bpmnError')
  @HttpCode(204)
  @Allow('administrator')
  async bpmnError(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body() body: unknown,
  ) {
    await this.mayTouch(actor, id);
    await this.commands.bpmnError(command, id, body);
  }

  @Post(':id/extendLock')
  @HttpCode(204)
  @Allow('administrator')
  async extendLock(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body() body: unknown,
  ) {
    await this.mayTouch(actor, id);
    await this.commands.extend(command, id, body);
  }

  @Post(':id/unlock')
  @HttpCode(204)
  @Allow('administrator')
  async unlock(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('id') id: string) {
    await this.mayTouch(actor, id);
    await this.commands.unlock(actor, command, id);
  }

  /** What is gone is the command's to say: it may have been this very request that did it. */
  private async mayTouch(actor: Actor, id: string): Promise<void> {
    if (await this.lists.exists(this.list, id)) await this.known(actor, id);
  }

  /** A task of another institution does not exist for the caller. */
  private async known(actor: Actor, id: string): Promise<JobRow> {
    const row = await this.lists.one(this.list, actor, id);
    if (!row) throw restError(404, `External task with id ${id} does not exist`);
    return row;
  }

  private async views(actor: Actor, parameters: Parameters) {
    return Promise.all((await this.lists.find(this.list, actor, parameters)).map((row) => this.view(row)));
  }

  private async view(row: JobRow) {
    const tenantOf = await this.tenants.reader();
    const definition = await this.definitions.byId(row.definitionId);
    return externalTaskView(row, definition?.row.versionTag ?? null, tenantOf(row.institution));
  }
}
