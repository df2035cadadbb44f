import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { AddDutyPairRequest, CaseDutiesView, DutiesQuery, DutiesView, DutyPair, Rejection } from '@gaita/contracts';
import { addDutyPairRequest, dutiesQuery, rejected } from '@gaita/contracts';
import { AccessLog } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { ChangePairs } from './change-pairs.ts';
import { dutyKeepers, dutyReaders, maySeeDuties } from './duty-keepers.ts';
import { ShowDuties } from './show-duties.ts';

/** Pairs of roles that must not meet in one person. */
@Controller('api/v1')
export class DutiesController {
  constructor(
    private readonly show: ShowDuties,
    private readonly change: ChangePairs,
    private readonly accessLog: AccessLog,
  ) {}

  @Get('duties')
  @Allow(...dutyReaders)
  async list(@CurrentActor() actor: Actor, @Query(new ZodPipe(dutiesQuery)) query: DutiesQuery): Promise<DutiesView | Rejection> {
    const institution = query.institution ?? actor.institution;
    if (!maySeeDuties(actor, institution))
      return rejected('not-allowed', `This needs one of the roles ${dutyReaders.join(', ')} in ${institution}.`, { institution });
    return this.show.ofInstitution(actor, institution);
  }

  @Post('duties/pairs')
  @HttpCode(200)
  @Allow(...dutyKeepers)
  add(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(addDutyPairRequest)) asked: AddDutyPairRequest,
  ): Promise<DutyPair | Rejection> {
    return this.change.add(command, actor, asked.institution ?? actor.institution, asked);
  }

  @Delete('duties/pairs/:id')
  @Allow(...dutyKeepers)
  remove(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
  ): Promise<{ id: string } | Rejection> {
    return this.change.remove(command, actor, id);
  }

  @Get('cases/:id/duties')
  @Allow('signed-in')
  async ofCase(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<CaseDutiesView | Rejection> {
    const shown = await this.show.ofCase(actor, id);
    if (!shown) return rejected('instance-unknown', `No case has the id ${id}.`);
    const { institution, notes } = shown;
    this.accessLog.saw(actor, { type: 'case', id, instanceId: id, institution, isPart: true });
    return notes;
  }
}
