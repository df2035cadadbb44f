import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { ConditionRequest, ConditionView, Rejection } from '@gaita/contracts';
import { conditionRequest } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { EvaluateConditions } from './evaluate-conditions.ts';
import { messageSenders, refuseSending, sendersInstitution } from './sender-rights.ts';

@Controller('api/v1/conditions')
export class ConditionsController {
  constructor(private readonly evaluate: EvaluateConditions) {}

  @Post()
  @HttpCode(200)
  @Allow(...messageSenders)
  async run(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(conditionRequest)) request: ConditionRequest,
  ): Promise<ConditionView | Rejection> {
    const institution = sendersInstitution(actor, request.institution);
    return refuseSending(actor, institution) ?? this.evaluate.run(command, { ...request, institution });
  }
}
