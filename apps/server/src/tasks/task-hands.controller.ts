import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import type {
  ColleaguesView,
  DueRequest,
  FollowUpRequest,
  PassOnTaskRequest,
  PriorityRequest,
  Rejection,
} from '@gaita/contracts';
import { dueRequest, followUpRequest, passOnTaskRequest, priorityRequest } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import type { ClaimedTask } from './claim-task.ts';
import { AskHandover } from './hands/ask-handover.ts';
import { DelegateTask } from './hands/delegate-task.ts';
import { FindColleagues } from './hands/find-colleagues.ts';
import { PassOnTask } from './hands/pass-on-task.ts';
import { PlanWork } from './hands/plan-work.ts';
import { ResolveTask } from './hands/resolve-task.ts';

/** In whose hands a task is, and when. */
@Controller('api/v1/tasks')
export class TaskHandsController {
  constructor(
    private readonly colleagues: FindColleagues,
    private readonly passOnTask: PassOnTask,
    private readonly delegateTask: DelegateTask,
    private readonly resolveTask: ResolveTask,
    private readonly askForIt: AskHandover,
    private readonly planWork: PlanWork,
  ) {}

  @Get(':id/colleagues')
  @Allow('signed-in')
  able(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ColleaguesView | Rejection> {
    return this.colleagues.list(actor, id);
  }

  @Post(':id/pass-on')
  @HttpCode(200)
  @Allow('signed-in')
  passOn(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(passOnTaskRequest)) { account, conflictReason }: PassOnTaskRequest,
  ): Promise<ClaimedTask | Rejection> {
    return this.passOnTask.run(command, actor, id, account, conflictReason);
  }

  @Post(':id/delegate')
  @HttpCode(200)
  @Allow('signed-in')
  delegate(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(passOnTaskRequest)) { account, conflictReason }: PassOnTaskRequest,
  ): Promise<ClaimedTask | Rejection> {
    return this.delegateTask.run(command, actor, id, account, conflictReason);
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @Allow('signed-in')
  resolve(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('id') id: string) {
    return this.resolveTask.run(command, actor, id);
  }

  @Post(':id/ask-handover')
  @HttpCode(200)
  @Allow('signed-in')
  askHandover(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('id') id: string) {
    return this.askForIt.run(command, actor, id);
  }

  @Put(':id/follow-up')
  @Allow('signed-in')
  followUp(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(followUpRequest)) request: FollowUpRequest,
  ) {
    return this.planWork.followUp(command, actor, id, request);
  }

  @Put(':id/priority')
  @Allow('department-head', 'administrator')
  priority(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(priorityRequest)) { priority }: PriorityRequest,
  ) {
    return this.planWork.priority(command, actor, id, priority);
  }

  @Put(':id/due')
  @Allow('department-head', 'administrator')
  due(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(dueRequest)) { dueAt }: DueRequest,
  ) {
    return this.planWork.due(command, actor, id, dueAt);
  }
}
