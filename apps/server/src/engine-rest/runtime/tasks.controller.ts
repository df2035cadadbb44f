import { Body, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Actor } from '../../identity/index.ts';
import { Allow, CurrentActor } from '../../identity/index.ts';
import { CurrentCommand } from '../../platform/http/current-command.ts';
import type { Command } from '../../platform/write-plan.ts';
import type { TaskRow } from '../../tasks/index.ts';
import type { Parameters } from '../lists/parameters.ts';
import { asTexts } from '../lists/parameters.ts';
import { invalidRequest, restError } from '../wire/camunda-error.ts';
import { EngineRestController } from '../wire/engine-rest-controller.ts';
import { toTypedValues } from '../wire/typed-values.ts';
import { InstanceVariables } from './instance-variables.ts';
import { TaskCommands } from './task-commands.ts';
import { TaskHands } from './task-hands.ts';
import { TaskQueries } from './task-queries.ts';

@EngineRestController('task')
export class CamundaTasksController {
  constructor(
    private readonly tasks: TaskQueries,
    private readonly commands: TaskCommands,
    private readonly hands: TaskHands,
    private readonly variables: InstanceVariables,
  ) {}

  @Get()
  @Allow('signed-in')
  list(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.tasks.find(actor, parameters);
  }

  @Post()
  @HttpCode(200)
  @Allow('signed-in')
  query(@CurrentActor() actor: Actor, @Query() page: Parameters, @Body() body: Parameters | undefined) {
    return this.tasks.find(actor, { ...body, ...page });
  }

  @Get('count')
  @Allow('signed-in')
  count(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.tasks.count(actor, parameters);
  }

  @Post('count')
  @HttpCode(200)
  @Allow('signed-in')
  countQuery(@CurrentActor() actor: Actor, @Body() body: Parameters | undefined) {
    return this.tasks.count(actor, body ?? {});
  }

  @Get(':id')
  @Allow('signed-in')
  async one(@CurrentActor() actor: Actor, @Param('id') id: string) {
    const row = await this.tasks.one(actor, id);
    if (!row) throw invalidRequest(`No matching task with id ${id}`, 404);
    return this.tasks.view(row);
  }

  @Get(':id/variables')
  @Allow('signed-in')
  async variablesOf(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() asked: Parameters) {
    const row = await this.open(actor, id);
    const seen = await this.variables.seenBy(row.instanceId, row);
    const { variableNames: names } = asked;
    return toTypedValues(
      // what the responsible person entered is written when the last one signs, and shown to the signers before
      await this.variables.shownTo(actor, row, {
        variables: { ...seen.variables, ...row.signing?.values },
        types: { ...seen.types, ...row.signing?.types },
      }),
      {
        names: names === undefined ? undefined : asTexts('variableNames', names),
        deserialize: asked['deserializeValues'] !== 'false',
      },
    );
  }

  @Get(':id/identity-links')
  @Allow('signed-in')
  async identityLinks(@CurrentActor() actor: Actor, @Param('id') id: string, @Query('type') type: string | undefined) {
    const links = linksOf(await this.open(actor, id));
    return type === undefined ? links : links.filter((link) => link.type === type);
  }

  @Post(':id/complete')
  @HttpCode(204)
  @Allow('signed-in')
  async complete(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ) {
    return found(response, await this.commands.complete(actor, command, id, body, false));
  }

  @Post(':id/submit-form')
  @HttpCode(204)
  @Allow('signed-in')
  async submitForm(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ) {
    return found(response, await this.commands.complete(actor, command, id, body, true));
  }

  @Post(':id/claim')
  @HttpCode(204)
  @Allow('signed-in')
  claim(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('id') id: string, @Body() body: unknown) {
    return this.commands.claim(actor, command, id, body);
  }

  @Post(':id/unclaim')
  @HttpCode(204)
  @Allow('signed-in')
  unclaim(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('id') id: string) {
    return this.commands.unclaim(actor, command, id);
  }

  @Post(':id/assignee')
  @HttpCode(204)
  @Allow('signed-in')
  assignee(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('id') id: string, @Body() body: unknown) {
    return this.hands.setAssignee(actor, command, id, body);
  }

  @Post(':id/delegate')
  @HttpCode(204)
  @Allow('signed-in')
  delegate(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('id') id: string, @Body() body: unknown) {
    return this.hands.delegate(actor, command, id, body);
  }

  @Post(':id/resolve')
  @HttpCode(204)
  @Allow('signed-in')
  resolve(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('id') id: string, @Body() body: unknown) {
    return this.hands.resolve(actor, command, id, body);
  }

  private async open(actor: Actor, id: string): Promise<TaskRow> {
    const row = await this.tasks.one(actor, id);
    if (!row) throw restError(409, `Cannot find task with id ${id}: task is null`);
    return row;
  }
}

/** 200 where there is something to answer, 204 where not. */
function found<A>(response: Response, answer: A): A {
  if (answer !== undefined) response.status(200);
  return answer;
}

function linksOf({ assignee, owner, candidateUsers, candidateGroups }: TaskRow) {
  return [
    ...(assignee === null ? [] : [{ userId: assignee, groupId: null, type: 'assignee' }]),
    ...(owner === null ? [] : [{ userId: owner, groupId: null, type: 'owner' }]),
    ...candidateUsers.map((userId) => ({ userId, groupId: null, type: 'candidate' })),
    ...candidateGroups.map((groupId) => ({ userId: null, groupId, type: 'candidate' })),
  ];
}
