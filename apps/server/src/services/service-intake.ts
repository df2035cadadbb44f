import { Injectable } from '@nestjs/common';
import type { JobWork } from '../jobs/index.ts';
import { booleanInput, textInput } from './inputs.ts';
import { ServiceRegistry } from './registry.ts';

/** Topic `gaita.intake`: a service begins or stops to accept applications. Inputs: `serviceId`, `open`. */
@Injectable()
export class OpenServiceIntake {
  constructor(private readonly registry: ServiceRegistry) {}

  async run({ institution, variables }: JobWork): Promise<undefined> {
    const intakeOpen = booleanInput(variables, 'open');
    await this.registry.change(institution, textInput(variables, 'serviceId', 191), () => ({ intakeOpen }));
    return undefined;
  }
}
