import { Body, Controller, Get, Header, Param, Post } from '@nestjs/common';
import type { DeployedView, DeployRequest, FieldsView, Rejection } from '@gaita/contracts';
import { deployRequest, isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { administers, Allow, CurrentActor, seesInstitution } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { Definitions } from './definitions.ts';
import { DeployModels } from './deploy-models.ts';
import { ListFields } from './list-fields.ts';
import { markApplicant } from './mark-applicant.ts';
import { ResourcesOf } from './resources-of.ts';

/** Published definitions and their files. */
@Controller('api/v1')
export class ModelsController {
  constructor(
    private readonly definitions: Definitions,
    private readonly deploy: DeployModels,
    private readonly resources: ResourcesOf,
    private readonly fields: ListFields,
  ) {}

  @Post('deployments')
  @Allow('administrator')
  async create(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(deployRequest)) request: DeployRequest,
  ): Promise<DeployedView | Rejection> {
    const institution = request.institution ?? actor.institution;
    if (!administers(actor, institution)) return rejected('not-allowed', `You do not administer ${institution}.`);
    const earlier = request.basedOn === undefined ? undefined : await this.definitions.byId(request.basedOn);
    if (request.basedOn !== undefined && (!earlier || !seesInstitution(actor, earlier.row.institution)))
      return rejected('definition-unknown', `No process definition has the id ${request.basedOn}.`);
    const resources = await this.resources.with(request.resources, earlier);
    const deployed = await this.deploy.run(command, {
      institution,
      name: request.name,
      resources,
      filterDuplicates: false,
      publishing: true,
    });
    if (isRejection(deployed)) return deployed;
    return {
      deploymentId: deployed.deployment.id,
      definitions: deployed.definitions.map(({ id, processKey, version, institution: of }) => ({
        id,
        key: processKey,
        version,
        institution: of,
      })),
      problems: [...deployed.problems],
    };
  }

  @Get('definitions/:id/xml')
  @Allow('signed-in')
  @Header('Content-Type', 'application/xml; charset=utf-8')
  async xml(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<string | Rejection> {
    const definition = await this.definitions.byId(id);
    const unknown = rejected('definition-unknown', `No process definition has the id ${id}.`);
    if (!definition || !seesInstitution(actor, definition.row.institution)) return unknown;
    return (await this.definitions.resource(definition.row.deploymentId, definition.row.resourceName)) ?? unknown;
  }

  @Get('definitions/:id/fields')
  @Allow('signed-in')
  async fieldsOf(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<FieldsView | Rejection> {
    const definition = await this.definitions.byId(id);
    if (!definition || !seesInstitution(actor, definition.row.institution))
      return rejected('definition-unknown', `No process definition has the id ${id}.`);
    return markApplicant(await this.fields.of(definition.row, actor.language), definition.model.intake);
  }
}
