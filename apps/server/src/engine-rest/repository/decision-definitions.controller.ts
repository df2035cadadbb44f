import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ExpressionError } from '@gaita/expressions';
import { z } from 'zod';
import type { Actor } from '../../identity/index.ts';
import { Allow, Calendars, CurrentActor } from '../../identity/index.ts';
import type { DecisionRow } from '../../models/index.ts';
import { Decisions } from '../../models/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Lists } from '../lists/lists.ts';
import type { Parameters } from '../lists/parameters.ts';
import { CamundaError, invalidRequest, restError } from '../wire/camunda-error.ts';
import { EngineRestController } from '../wire/engine-rest-controller.ts';
import { readBody } from '../wire/read-body.ts';
import { Tenants } from '../wire/tenants.ts';
import { readVariables, toTypedValues } from '../wire/typed-values.ts';
import { decisionDefinitionList } from './definition-lists.ts';
import { decisionDefinitionView } from './definition-views.ts';

const evaluationBody = z.object({ variables: z.unknown().optional() });

@EngineRestController('decision-definition')
export class DecisionDefinitionsController {
  constructor(
    private readonly lists: Lists,
    private readonly decisions: Decisions,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
    private readonly tenants: Tenants,
  ) {}

  @Get()
  @Allow('signed-in')
  async list(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    const tenantOf = await this.tenants.reader();
    return (await this.lists.find(decisionDefinitionList, actor, parameters)).map((row) => decisionDefinitionView(row, tenantOf));
  }

  @Get('count')
  @Allow('signed-in')
  count(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.lists.count(decisionDefinitionList, actor, parameters);
  }

  @Get('key/:key')
  @Allow('signed-in')
  async byKey(@CurrentActor() actor: Actor, @Param('key') key: string) {
    return decisionDefinitionView(await this.latest(actor, key, actor.institution), await this.tenants.reader());
  }

  @Get(':id')
  @Allow('signed-in')
  async byId(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return decisionDefinitionView(await this.withId(actor, id), await this.tenants.reader());
  }

  @Get('key/:key/tenant-id/:tenant')
  @Allow('signed-in')
  async ofTenant(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('tenant') tenant: string) {
    return decisionDefinitionView(await this.latest(actor, key, await this.tenants.check(tenant)), await this.tenants.reader());
  }

  @Get('key/:key/xml')
  @Allow('signed-in')
  async xmlByKey(@CurrentActor() actor: Actor, @Param('key') key: string) {
    return this.xmlOf(await this.latest(actor, key, actor.institution));
  }

  @Get(':id/xml')
  @Allow('signed-in')
  async xmlById(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return this.xmlOf(await this.withId(actor, id));
  }

  @Post('key/:key/evaluate')
  @HttpCode(200)
  @Allow('signed-in')
  async evaluateByKey(@CurrentActor() actor: Actor, @Param('key') key: string, @Body() body: unknown) {
    return this.evaluate(actor, await this.latest(actor, key, actor.institution), body);
  }

  @Post('key/:key/tenant-id/:tenant/evaluate')
  @HttpCode(200)
  @Allow('signed-in')
  async evaluateOfTenant(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('tenant') tenant: string,
    @Body() body: unknown,
  ) {
    return this.evaluate(actor, await this.latest(actor, key, await this.tenants.check(tenant)), body);
  }

  @Post(':id/evaluate')
  @HttpCode(200)
  @Allow('signed-in')
  async evaluateById(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.evaluate(actor, await this.withId(actor, id), body);
  }

  private async latest(actor: Actor, key: string, institution: string): Promise<DecisionRow> {
    const latest = await this.decisions.latest(institution, key);
    const row = latest && (await this.lists.one(decisionDefinitionList, actor, latest.id));
    if (row) return row;
    throw restError(404, `No matching decision definition with key: ${key} and no tenant-id`);
  }

  private async xmlOf(row: DecisionRow) {
    return { id: row.id, dmnXml: (await this.decisions.source(row)) ?? '' };
  }

  private async withId(actor: Actor, id: string): Promise<DecisionRow> {
    const row = await this.lists.one(decisionDefinitionList, actor, id);
    if (row) return row;
    throw invalidRequest(`No matching decision definition with id ${id}`, 404);
  }

  /** One entry a matched rule: its outputs with their types. */
  private async evaluate(actor: Actor, row: DecisionRow, body: unknown) {
    const prefix = `Cannot evaluate decision ${row.id}`;
    const { variables } = readVariables(readBody(evaluationBody, body).variables, prefix);
    const decision = await this.decisions.compile(row);
    if (!decision) throw invalidRequest(`No matching decision definition with id ${row.id}`, 404);
    const context = { now: this.clock.now(), calendar: await this.calendars.of(actor.institution) };
    try {
      const { outputs } = decision.evaluate((name) => (Object.hasOwn(variables, name) ? variables[name] : undefined), context);
      return outputs.map((output) => toTypedValues({ variables: { ...output }, types: {} }));
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      // Camunda answers 500 where the decision cannot take these values
      throw new CamundaError(409, { type: 'RestException', message: `${prefix}: ${error.message}`, code: 0 });
    }
  }
}
