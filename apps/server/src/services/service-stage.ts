import { Injectable } from '@nestjs/common';
import type { JobWork } from '../jobs/index.ts';
import { optionalTextInput, textInput, WrongInput } from './inputs.ts';
import { ServiceRegistry } from './registry.ts';
import type { ServiceStage } from './tables.ts';
import { serviceStages } from './tables.ts';

/** Topic `gaita.service-stage`: a service enters a stage of its life. Inputs: `serviceId`, `stage`, `name`, `manager`. */
@Injectable()
export class EnterServiceStage {
  constructor(private readonly registry: ServiceRegistry) {}

  async run({ institution, variables }: JobWork): Promise<undefined> {
    const serviceKey = textInput(variables, 'serviceId', 191);
    const stage = textInput(variables, 'stage', 191);
    const name = optionalTextInput(variables, 'name', 500);
    const manager = optionalTextInput(variables, 'manager', 191);
    if (!isStage(stage)) throw new WrongInput(`A service has no stage "${stage}". Stages are ${serviceStages.join(', ')}.`);
    await this.registry.change(institution, serviceKey, (row) => ({
      stage,
      ...(name !== undefined && { names: { ...row?.names, en: name } }),
      ...(manager !== undefined && { manager }),
      ...(stage === 'retired' && { intakeOpen: false }),
    }));
    return undefined;
  }
}

const isStage = (text: string): text is ServiceStage => (serviceStages as readonly string[]).includes(text);
