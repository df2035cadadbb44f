import { Module } from '@nestjs/common';
import { Decisions } from './decisions.ts';
import { DefinitionListeners } from './definition-published.ts';
import { Definitions } from './definitions.ts';
import { DeployModels } from './deploy-models.ts';
import { Forms } from './forms.ts';
import { ListFields } from './list-fields.ts';
import { ModelThread } from './model-thread.ts';
import { ModelsController } from './models.controller.ts';
import { ResourcesOf } from './resources-of.ts';
import { SeedModels } from './seed-models.ts';

/** Published definitions, decisions and forms. */
@Module({
  controllers: [ModelsController],
  providers: [ModelThread, Definitions, Decisions, Forms, DefinitionListeners, DeployModels, ResourcesOf, SeedModels, ListFields],
  exports: [Definitions, Decisions, Forms, DefinitionListeners, DeployModels, ResourcesOf, SeedModels, ListFields],
})
export class ModelsModule {}
