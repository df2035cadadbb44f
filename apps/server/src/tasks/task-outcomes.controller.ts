import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type {
  AskOpinionRequest,
  CaseActsView,
  CompletedTask,
  GiveOpinionRequest,
  OpinionsView,
  Rejection,
  TakeBackView,
  TakenBackTask,
} from '@gaita/contracts';
import { askOpinionRequest, giveOpinionRequest } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { CompleteTask } from './complete-task.ts';
import { AskOpinion } from './opinions/ask-opinion.ts';
import { ShowOpinions } from './opinions/show-opinions.ts';
import { ShowCaseActs } from './show-case-acts.ts';
import { TakeBackTask } from './take-back/take-back-task.ts';

/** Opinions on tasks, and completions that are taken back. */
@Controller('api/v1')
export class TaskOutcomesController {
  constructor(
    private readonly askOpinion: AskOpinion,
    private readonly completeTask: CompleteTask,
    private readonly opinions: ShowOpinions,
    private readonly takeBackTask: TakeBackTask,
    private readonly acts: ShowCaseActs,
  ) {}

  @Post('tasks/:id/opinions')
  @HttpCode(200)
  @Allow('signed-in')
  ask(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(askOpinionRequest)) request: AskOpinionRequest,
  ) {
    return this.askOpinion.run(command, actor, id, request);
  }

  @Post('tasks/:id/opinion')
  @HttpCode(200)
  @Allow('signed-in')
  give(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(giveOpinionRequest)) { opinion, explanation, conflictReason }: GiveOpinionRequest,
  ): Promise<CompletedTask | Rejection> {
    const variables = { opinion, ...(explanation !== undefined && { explanation }) };
    return this.completeTask.run(command, actor, id, {
      variables,
      checkForm: true,
      isOpinion: true,
      ...(conflictReason !== undefined && { conflictReason }),
    });
  }

  @Get('cases/:id/opinions')
  @Allow('signed-in')
  ofCase(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<OpinionsView | Rejection> {
    return this.opinions.ofCase(actor, id);
  }

  @Get('cases/:id/acts')
  @Allow('signed-in')
  actsOfCase(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<CaseActsView | Rejection> {
    return this.acts.run(actor, id);
  }

  @Get('tasks/:id/take-back')
  @Allow('signed-in')
  mayTakeBack(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<TakeBackView | Rejection> {
    return this.takeBackTask.view(actor, id);
  }

  @Post('tasks/:id/take-back')
  @HttpCode(200)
  @Allow('signed-in')
  takeBack(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
  ): Promise<TakenBackTask | Rejection> {
    return this.takeBackTask.run(command, actor, id);
  }
}
