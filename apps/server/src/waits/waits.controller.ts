import { Controller, Get, Param } from '@nestjs/common';
import type { CaseWaitsView, Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { ListWaits } from './list-waits.ts';

@Controller('api/v1/cases')
export class WaitsController {
  constructor(private readonly waits: ListWaits) {}

  @Get(':id/waits')
  @Allow('signed-in')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<CaseWaitsView | Rejection> {
    return (await this.waits.run(actor, id)) ?? rejected('instance-unknown', `No case has the id ${id}.`);
  }
}
