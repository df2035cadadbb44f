import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { IncidentsQuery, IncidentsView, Rejection, RetryJobRequest } from '@gaita/contracts';
import { incidentsQuery, retryJobRequest } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { ListIncidents } from './list-incidents.ts';
import { RetryIncident } from './retry-incident.ts';
import { RetryJob } from './retry-job.ts';

@Controller('api/v1')
export class JobsController {
  constructor(
    private readonly listIncidents: ListIncidents,
    private readonly retryIncident: RetryIncident,
    private readonly retryJob: RetryJob,
  ) {}

  @Get('incidents')
  @Allow('administrator')
  incidents(@CurrentActor() actor: Actor, @Query(new ZodPipe(incidentsQuery)) query: IncidentsQuery): Promise<IncidentsView> {
    return this.listIncidents.run(actor, query);
  }

  @Post('incidents/:id/retry')
  @HttpCode(200)
  @Allow('administrator')
  tryIncident(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
  ): Promise<{ incidentId: string } | Rejection> {
    return this.retryIncident.run(command, actor, id);
  }

  @Post('jobs/:id/retry')
  @HttpCode(200)
  @Allow('administrator')
  tryJob(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(retryJobRequest)) { retries }: RetryJobRequest,
  ): Promise<{ jobId: string; retries: number } | Rejection> {
    return this.retryJob.run(command, actor, id, retries);
  }
}
