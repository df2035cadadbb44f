import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../identity/index.ts';
import { Allow, CurrentActor } from '../../identity/index.ts';
import type { Parameters } from '../lists/parameters.ts';
import { invalidRequest } from '../wire/camunda-error.ts';
import { EngineRestController } from '../wire/engine-rest-controller.ts';
import { HistoryQueries } from './history-queries.ts';

@EngineRestController('history')
export class HistoryController {
  constructor(private readonly history: HistoryQueries) {}

  @Get('process-instance')
  @Allow('signed-in')
  instances(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.history.instances(actor, parameters);
  }

  @Post('process-instance')
  @HttpCode(200)
  @Allow('signed-in')
  queryInstances(@CurrentActor() actor: Actor, @Query() page: Parameters, @Body() body: Parameters | undefined) {
    return this.history.instances(actor, { ...body, ...page });
  }

  @Get('process-instance/count')
  @Allow('signed-in')
  countInstances(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.history.countInstances(actor, parameters);
  }

  @Post('process-instance/count')
  @HttpCode(200)
  @Allow('signed-in')
  countQueriedInstances(@CurrentActor() actor: Actor, @Body() body: Parameters | undefined) {
    return this.history.countInstances(actor, body ?? {});
  }

  @Get('process-instance/:id')
  @Allow('signed-in')
  async instance(@CurrentActor() actor: Actor, @Param('id') id: string) {
    const instance = await this.history.instance(actor, id);
    if (!instance) throw invalidRequest(`Historic process instance with id ${id} does not exist`, 404);
    return instance;
  }

  @Get('activity-instance')
  @Allow('signed-in')
  activities(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.history.activities(actor, parameters);
  }

  @Post('activity-instance')
  @HttpCode(200)
  @Allow('signed-in')
  queryActivities(@CurrentActor() actor: Actor, @Query() page: Parameters, @Body() body: Parameters | undefined) {
    return this.history.activities(actor, { ...body, ...page });
  }

  @Get('activity-instance/count')
  @Allow('signed-in')
  countActivities(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.history.countActivities(actor, parameters);
  }

  @Get('variable-instance')
  @Allow('signed-in')
  variables(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.history.variables(actor, parameters);
  }

  @Post('variable-instance')
  @HttpCode(200)
  @Allow('signed-in')
  queryVariables(@CurrentActor() actor: Actor, @Query() page: Parameters, @Body() body: Parameters | undefined) {
    return this.history.variables(actor, { ...body, ...page });
  }

  @Get('variable-instance/count')
  @Allow('signed-in')
  countVariables(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.history.countVariables(actor, parameters);
  }

  @Get('decision-instance')
  @Allow('signed-in')
  decisions(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.history.decisions(actor, parameters);
  }

  @Get('decision-instance/count')
  @Allow('signed-in')
  countDecisions(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.history.countDecisions(actor, parameters);
  }

  @Get('decision-instance/:id')
  @Allow('signed-in')
  async decision(@CurrentActor() actor: Actor, @Param('id') id: string) {
    const decision = await this.history.decision(actor, id);
    if (!decision) throw invalidRequest(`Historic decision instance with id '${id}' does not exist`, 404);
    return decision;
  }
}
