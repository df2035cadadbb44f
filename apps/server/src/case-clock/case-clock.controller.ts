import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type {
  CaseClockAnswer,
  CaseClockView,
  ExtendClockRequest,
  Rejection,
  ResumeClockRequest,
  StopClockRequest,
} from '@gaita/contracts';
import { extendClockRequest, resumeClockRequest, stopClockRequest } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { FindCase, unknownCase } from '../instances/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { ChangeClock } from './change-clock.ts';
import { ViewClock } from './view-clock.ts';

@Controller('api/v1/cases/:id/clock')
export class CaseClockController {
  constructor(
    private readonly view: ViewClock,
    private readonly change: ChangeClock,
    private readonly cases: FindCase,
  ) {}

  @Get()
  @Allow('signed-in')
  async one(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<CaseClockAnswer | Rejection> {
    if (!(await this.cases.find(actor, id))) return unknownCase(id);
    const clock = await this.view.of(actor, id);
    return clock ? { clock } : {};
  }

  @Post('stop')
  @HttpCode(200)
  @Allow('signed-in')
  stop(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(stopClockRequest)) request: StopClockRequest,
  ): Promise<CaseClockView | Rejection> {
    return this.change.stop(command, actor, id, request);
  }

  @Post('resume')
  @HttpCode(200)
  @Allow('signed-in')
  resume(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(resumeClockRequest)) request: ResumeClockRequest,
  ): Promise<CaseClockView | Rejection> {
    return this.change.resume(command, actor, id, request);
  }

  @Post('extend')
  @HttpCode(200)
  @Allow('signed-in')
  extend(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(extendClockRequest)) request: ExtendClockRequest,
  ): Promise<CaseClockView | Rejection> {
    return this.change.extend(command, actor, id, request);
  }
}
