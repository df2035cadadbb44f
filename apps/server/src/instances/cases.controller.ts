import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { CancelRequest, CaseDetailView, CasesQuery, CasesView, Rejection, StartStepRequest } from '@gaita/contracts';
import { cancelRequest, casesQuery, rejected, startStepRequest } from '@gaita/contracts';
import { AccessLog } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { AdHocParts } from './ad-hoc-parts.ts';
import { CancelInstance } from './cancel-instance.ts';
import { CaseSummaries } from './case-summaries.ts';
import { ListCases } from './list-cases.ts';

@Controller('api/v1/cases')
export class CasesController {
  constructor(
    private readonly cases: ListCases,
    private readonly cancelInstance: CancelInstance,
    private readonly adHocParts: AdHocParts,
    private readonly accessLog: AccessLog,
    private readonly summaries: CaseSummaries,
  ) {}

  @Get()
  @Allow('signed-in')
  async list(@CurrentActor() actor: Actor, @Query(new ZodPipe(casesQuery)) query: CasesQuery): Promise<CasesView> {
    return this.summaries.addTo(actor, await this.cases.list(actor, query));
  }

  @Get(':id')
  @Allow('signed-in')
  async detail(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<CaseDetailView | Rejection> {
    const found = await this.cases.detail(actor, id);
    if (!found) return rejected('instance-unknown', `No case has the id ${id}.`);
    this.accessLog.saw(actor, { type: 'case', id, instanceId: id, institution: found.institution });
    return found;
  }

  @Post(':id/ad-hoc/:partId/start')
  @HttpCode(200)
  @Allow('signed-in')
  startStep(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Param('partId') partId: string,
    @Body(new ZodPipe(startStepRequest)) { elementId }: StartStepRequest,
  ): Promise<{ started: true } | Rejection> {
    return this.adHocParts.start(command, actor, id, partId, elementId);
  }

  @Post(':id/ad-hoc/:partId/finish')
  @HttpCode(200)
  @Allow('signed-in')
  finishPart(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Param('partId') partId: string,
  ): Promise<{ finished: true } | Rejection> {
    return this.adHocParts.finish(command, actor, id, partId);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('administrator')
  cancel(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(cancelRequest)) { reason }: CancelRequest,
  ): Promise<{ canceled: true } | Rejection> {
    return this.cancelInstance.run(command, actor, id, reason);
  }
}
