import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type {
  AssignTaskRequest,
  ClaimTaskRequest,
  CompletedTask,
  CompleteTaskRequest,
  Rejection,
  TaskDetailView,
  TasksQuery,
  TasksView,
} from '@gaita/contracts';
import { assignTaskRequest, claimTaskRequest, completeTaskRequest, isRejection, tasksQuery } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { AssignTask } from './assign-task.ts';
import type { ClaimedTask } from './claim-task.ts';
import { CaseDues } from './case-dues.ts';
import { ClaimTask } from './claim-task.ts';
import { CompleteTask } from './complete-task.ts';
import { ShowTask } from './show-task.ts';
import { ShowTasks } from './show-tasks.ts';
import { UnclaimTask } from './unclaim-task.ts';

@Controller('api/v1/tasks')
export class TasksController {
  constructor(
    private readonly tasks: ShowTasks,
    private readonly task: ShowTask,
    private readonly caseDues: CaseDues,
    private readonly claimTask: ClaimTask,
    private readonly unclaimTask: UnclaimTask,
    private readonly assignTask: AssignTask,
    private readonly completeTask: CompleteTask,
  ) {}

  @Get()
  @Allow('signed-in')
  async list(@CurrentActor() actor: Actor, @Query(new ZodPipe(tasksQuery)) query: TasksQuery): Promise<TasksView> {
    const { items, total } = await this.tasks.list(actor, query);
    return { items: await this.caseDues.addTo(actor, items), total };
  }

  @Get(':id')
  @Allow('signed-in')
  async detail(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<TaskDetailView | Rejection> {
    const found = await this.task.run(actor, id);
    if (isRejection(found)) return found;
    const [task = found.task] = await this.caseDues.addTo(actor, [found.task]);
    return { ...found, task };
  }

  @Post(':id/claim')
  @HttpCode(200)
  @Allow('signed-in')
  claim(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(claimTaskRequest)) { conflictReason }: ClaimTaskRequest,
  ): Promise<ClaimedTask | Rejection> {
    return this.claimTask.run(command, actor, id, conflictReason);
  }

  @Post(':id/unclaim')
  @HttpCode(200)
  @Allow('signed-in')
  unclaim(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
  ): Promise<{ taskId: string } | Rejection> {
    return this.unclaimTask.run(command, actor, id);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Allow('administrator')
  assign(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(assignTaskRequest)) { account, conflictReason }: AssignTaskRequest,
  ): Promise<ClaimedTask | Rejection> {
    return this.assignTask.run(command, actor, id, account, conflictReason);
  }

  @Post(':id/complete')
  @HttpCode(200)
  @Allow('signed-in')
  complete(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(completeTaskRequest)) { variables, types, returnReason, conflictReason }: CompleteTaskRequest,
  ): Promise<CompletedTask | Rejection> {
    return this.completeTask.run(command, actor, id, {
      variables,
      ...(types && { types }),
      ...(returnReason !== undefined && { returnReason }),
      ...(conflictReason !== undefined && { conflictReason }),
      checkForm: true,
    });
  }
}
