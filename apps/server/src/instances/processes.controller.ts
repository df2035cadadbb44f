import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { ProcessView, Rejection, StartedView, StartProcessRequest } from '@gaita/contracts';
import { isRejection, rejected, startRequest } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { FindCase } from './find-case.ts';
import { startsIn } from './intake.ts';
import { ListProcesses } from './list-processes.ts';
import { ReceiptNumbers } from './receipt-numbers.ts';
import { StartProcess } from './start-process.ts';

@Controller('api/v1/processes')
export class ProcessesController {
  constructor(
    private readonly processes: ListProcesses,
    private readonly startProcess: StartProcess,
    private readonly receipts: ReceiptNumbers,
    private readonly cases: FindCase,
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
    const institution = request.institution ?? startsIn(actor);
    const businessKey = request.businessKey ?? (request.receipt ? await this.receipts.next(institution) : undefined);
    const { receipt: _, ...rest } = request;
    const started = await this.startProcess.run(command, actor, {
      ...rest,
      ...(businessKey !== undefined && { businessKey }),
      processKey,
    });
    if (isRejection(started)) return started;
    const { instanceId, ended } = started;
    // A repeated request has its case, and with it the number that this case got first.
    const key = (await this.cases.find(actor, instanceId))?.businessKey ?? undefined;
    return { instanceId, ended, ...(key !== undefined && { businessKey: key }) };
  }
}
