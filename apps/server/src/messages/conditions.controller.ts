import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { ConditionRequest, ConditionView, Rejection } from '@gaita/contracts';
import { conditionRequest, rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor, seesInstitution } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { EvaluateConditions } from './evaluate-conditions.ts';

@Controller('api/v1/conditions')
export class ConditionsController {
  constructor(private readonly evaluate: EvaluateConditions) {}

  @Post()
  @HttpCode(200)
  @Allow('administrator', 'front-desk', 'case-handler')
  async run(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(conditionRequest)) request: ConditionRequest,
  ): Promise<ConditionView | Rejection> {
    const institution = request.institution ?? actor.roles[0]?.institution ?? actor.institution;
    if (!seesInstitution(actor, institution)) return rejected('not-allowed', `You hold no role in ${institution}.`);
    return this.evaluate.run(command, { ...request, institution });
  }
}
