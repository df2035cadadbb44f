import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { ProcessView, Rejection, StartedView, StartProcessRequest } from '@gaita/contracts';
import { isRejection, rejected, startRequest } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { ListProcesses } from './list-processes.ts';
import { StartProcess } from './start-process.ts';

@Controller('api/v1/processes')
export class ProcessesController {
  constructor(
    private readonly processes: ListProcesses,
    private readonly startProcess: StartProcess,
  ) {}

  @Get()
  @Allow('signed-in')
  list(@CurrentActor() actor: Actor): Promise<ProcessView[]> {
    return this.processes.run(actor);
  }

  @Get(':key')
  @Allow('signed-in')
  async one(@CurrentActor() actor: Actor, @Param('key') key: string): Promise<ProcessView | Rejection> {
    return (
      (await this.processes.run(actor, key))[0] ?? rejected('process-unknown', `No process with the key ${key} is published.`)
    );
  }

  @Post(':key/start')
  @Allow('signed-in')
  async start(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('key') processKey: string,
    @Body(new ZodPipe(startRequest)) request: StartProcessRequest,
  ): Promise<StartedView | Rejection> {
    const started = await this.startProcess.run(command, actor, { ...request, processKey });
    return isRejection(started) ? started : { instanceId: started.instanceId, ended: started.ended };
  }
}
