import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { InstancesModule } from '../instances/index.ts';
import { ModelsModule } from '../models/index.ts';
import { ListWaits } from './list-waits.ts';
import { WaitsController } from './waits.controller.ts';

/** What a case waits for, told to its readers. */
@Module({
  imports: [IdentityModule, ModelsModule, InstancesModule],
  controllers: [WaitsController],
  providers: [ListWaits],
  exports: [ListWaits],
})
export class WaitsModule {}
