import { Body, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import type { Request } from 'express';
import { z } from 'zod';
import type { Actor } from '../../identity/index.ts';
import { Allow, CurrentActor } from '../../identity/index.ts';
import { StartProcess } from '../../instances/index.ts';
import type { DefinitionRow } from '../../models/index.ts';
import { Definitions, shared } from '../../models/index.ts';
import { CurrentCommand } from '../../platform/http/current-command.ts';
import type { Command } from '../../platform/write-plan.ts';
import { Lists } from '../lists/lists.ts';
import type { Parameters } from '../lists/parameters.ts';
import { InstanceVariables } from '../runtime/instance-variables.ts';
import { runningInstanceView } from '../runtime/instance-views.ts';
import { invalidRequest, refusal, restError } from '../wire/camunda-error.ts';
import { EngineRestController } from '../wire/engine-rest-controller.ts';
import { readBody } from '../wire/read-body.ts';
import { selfLink } from '../wire/self-link.ts';
import { Tenants } from '../wire/tenants.ts';
import { readVariables, toTypedValues } from '../wire/typed-values.ts';
import { processDefinitionList } from './definition-lists.ts';
import { processDefinitionView } from './definition-views.ts';

const startBody = z.object({
  businessKey: z.string().max(191).optional(),
  variables: z.unknown().optional(),
  withVariablesInReturn: z.boolean().default(false),
  startInstructions: z.array(z.unknown()).max(0, 'starting at other places than the start event is not supported').optional(),
});

/** How a caller names a definition in the path. */
interface Named {
  readonly id?: string;
  readonly key?: string;
  readonly tenant?: string;
}

@EngineRestController('process-definition')
export class ProcessDefinitionsController {
  constructor(
    private readonly lists: Lists,
    private readonly definitions: Definitions,
    private readonly startProcess: StartProcess,
    private readonly variables: InstanceVariables,
    private readonly tenants: Tenants,
  ) {}

  @Get()
  @Allow('signed-in')
  async list(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    const tenantOf = await this.tenants.reader();
    return (await this.lists.find(processDefinitionList, actor, parameters)).map((row) => processDefinitionView(row, tenantOf));
  }

  @Get('count')
  @Allow('signed-in')
  count(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.lists.count(processDefinitionList, actor, parameters);
  }

  @Get('key/:key')
  @Allow('signed-in')
  byKey(@CurrentActor() actor: Actor, @Param('key') key: string) {
    return this.view(actor, { key });
  }

  @Get('key/:key/tenant-id/:tenant')
  @Allow('signed-in')
  byKeyOfTenant(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('tenant') tenant: string) {
    return this.view(actor, { key, tenant });
  }

  @Get('key/:key/xml')
  @Allow('signed-in')
  xmlByKey(@CurrentActor() actor: Actor, @Param('key') key: string) {
    return this.xml(actor, { key });
  }

  @Get(':id')
  @Allow('signed-in')
  byId(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return this.view(actor, { id });
  }

  @Get(':id/xml')
  @Allow('signed-in')
  xmlById(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return this.xml(actor, { id });
  }

  @Post('key/:key/start')
  @HttpCode(200)
  @Allow('signed-in')
  startByKey(
    @Req() request: Request,
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('key') key: string,
    @Body() body: unknown,
  ) {
    return this.start(request, actor, command, { key }, body);
  }

  @Post('key/:key/tenant-id/:tenant/start')
  @HttpCode(200)
  @Allow('signed-in')
  startByKeyOfTenant(
    @Req() request: Request,
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('key') key: string,
    @Param('tenant') tenant: string,
    @Body() body: unknown,
  ) {
    return this.start(request, actor, command, { key, tenant }, body);
  }

  @Post(':id/start')
  @HttpCode(200)
  @Allow('signed-in')
  startById(
    @Req() request: Request,
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body() body: unknown,
  ) {
    return this.start(request, actor, command, { id }, body);
  }

  private async view(actor: Actor, named: Named) {
    return processDefinitionView(await this.find(actor, named), await this.tenants.reader());
  }

  private async xml(actor: Actor, named: Named) {
    const { id, deploymentId, resourceName } = await this.find(actor, named);
    return { id, bpmn20Xml: await this.definitions.resource(deploymentId, resourceName) };
  }

  /** @throws CamundaError 404 */
  private async find(actor: Actor, { id, key = '', tenant }: Named): Promise<DefinitionRow> {
    if (id !== undefined) {
      const row = await this.lists.one(processDefinitionList, actor, id);
      if (row) return row;
      throw invalidRequest(`No matching definition with id ${id}`, 404);
    }
    const latest = await this.definitions.latest(tenant ?? actor.institution, key);
    const row = latest && (await this.lists.one(processDefinitionList, actor, latest.id));
    if (row) return row;
    throw restError(404, unknownKey(key, tenant));
  }

  private async start(request: Request, actor: Actor, command: Command, { id, key, tenant }: Named, body: unknown) {
    const prefix = `Cannot instantiate process definition ${id ?? key}`;
    const given = readBody(startBody, body);
    const { variables, types } = readVariables(given.variables, prefix);
    if (tenant !== undefined) await this.tenants.check(tenant);
    const started = await this.startProcess.run(command, actor, {
      ...(id !== undefined ? { definitionId: id } : { processKey: key! }),
      ...(tenant !== undefined && { institution: tenant }),
      ...(given.businessKey !== undefined && { businessKey: given.businessKey }),
      variables,
      types,
    });
    if (isRejection(started)) {
      if (started.code === 'process-unknown') throw restError(404, unknownKey(key ?? '', tenant));
      throw refusal(started, { prefix });
    }
    const { definition } = started;
    const view = runningInstanceView(
      {
        id: started.instanceId,
        definitionId: definition.id,
        processKey: definition.processKey,
        businessKey: given.businessKey ?? null,
        institution: definition.institution === shared ? started.institution : definition.institution,
        ended: started.ended,
      },
      await this.tenants.reader(),
      [selfLink(request, `process-instance/${started.instanceId}`)],
    );
    if (!given.withVariablesInReturn) return view;
    return { ...view, variables: toTypedValues(await this.variables.ofInstance(actor, started.instanceId)) };
  }
}

const unknownKey = (key: string, tenant: string | undefined): string =>
  `No matching process definition with key: ${key} and ${tenant === undefined ? 'no tenant-id' : `tenant-id: ${tenant}`}`;
