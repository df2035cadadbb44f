import { Body, Get, HttpCode, Param, Post, Query, Req, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { AnyFilesInterceptor } from '@nestjs/platform-express';
import { isRejection, rejected } from '@gaita/contracts';
import type { Request } from 'express';
import type { Actor } from '../../identity/index.ts';
import { administers, Allow, CurrentActor } from '../../identity/index.ts';
import { DeployModels, shared } from '../../models/index.ts';
import { Database } from '../../platform/database/database.ts';
import { CurrentCommand } from '../../platform/http/current-command.ts';
import type { Command } from '../../platform/write-plan.ts';
import { Lists } from '../lists/lists.ts';
import type { Parameters } from '../lists/parameters.ts';
import { invalidRequest, refusal } from '../wire/camunda-error.ts';
import { EngineRestController } from '../wire/engine-rest-controller.ts';
import { selfLink } from '../wire/self-link.ts';
import { Tenants } from '../wire/tenants.ts';
import { deploymentList } from './definition-lists.ts';
import { decisionDefinitionView, deploymentView, processDefinitionView } from './definition-views.ts';
import { parseError } from './parse-error.ts';
import type { UploadedPart } from './read-upload.ts';
import { readUpload, uploadLimits } from './read-upload.ts';

@EngineRestController('deployment')
export class DeploymentsController {
  constructor(
    private readonly lists: Lists,
    private readonly deploy: DeployModels,
    private readonly database: Database,
    private readonly tenants: Tenants,
  ) {}

  @Get()
  @Allow('signed-in')
  async list(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    const tenantOf = await this.tenants.reader();
    return (await this.lists.find(deploymentList, actor, parameters)).map((row) => deploymentView(row, tenantOf));
  }

  @Get('count')
  @Allow('signed-in')
  count(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.lists.count(deploymentList, actor, parameters);
  }

  @Get(':id')
  @Allow('signed-in')
  async one(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return deploymentView(await this.find(actor, id), await this.tenants.reader());
  }

  @Get(':id/resources')
  @Allow('signed-in')
  async resources(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.find(actor, id);
    const rows = await this.database.reader.query('SELECT id, name FROM resource WHERE deployment_id = ? ORDER BY name', [id]);
    return rows.map((row) => ({ id: row['id'], name: row['name'], deploymentId: id }));
  }

  /** Without a tenant the models are for all institutions, as Camunda's are. */
  @Post('create')
  @HttpCode(200)
  @Allow('administrator')
  @UseInterceptors(AnyFilesInterceptor(uploadLimits))
  async create(
    @Req() request: Request,
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @UploadedFiles() parts: readonly UploadedPart[] | undefined,
    @Body() fields: Parameters | undefined,
  ) {
    const upload = readUpload(parts ?? [], fields ?? {});
    const institution = upload.tenantId === undefined ? shared : await this.tenants.check(upload.tenantId);
    if (!administers(actor, institution)) throw refusal(rejected('not-allowed', `You do not administer ${institution}.`));
    const deployed = await this.deploy.run(command, {
      institution,
      name: upload.name,
      ...(upload.source !== undefined && { source: upload.source }),
      resources: upload.resources,
      filterDuplicates: upload.filterDuplicates,
    });
    if (isRejection(deployed)) throw deployed.code === 'model-refused' ? parseError(deployed) : refusal(deployed);
    const tenantOf = await this.tenants.reader();
    const { deployment, definitions, decisions } = deployed;
    return {
      ...deploymentView(deployment, tenantOf, [selfLink(request, `deployment/${deployment.id}`)]),
      deployedProcessDefinitions: byId(definitions.map((row) => processDefinitionView(row, tenantOf))),
      deployedCaseDefinitions: null,
      deployedDecisionDefinitions: byId(decisions.map((row) => decisionDefinitionView(row, tenantOf))),
      deployedDecisionRequirementsDefinitions: null,
    };
  }

  private async find(actor: Actor, id: string) {
    const row = await this.lists.one(deploymentList, actor, id);
    if (!row) throw invalidRequest(`Deployment with id '${id}' does not exist`, 404);
    return row;
  }
}

/** Camunda says null, not an empty object, where there is nothing of a kind. */
const byId = <V extends { readonly id: string }>(views: readonly V[]): { [id: string]: V } | null =>
  views.length === 0 ? null : Object.fromEntries(views.map((view) => [view.id, view]));
