import { Controller, Get, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { ApplicantView, DuplicatesView, IntakeView, Rejection } from '@gaita/contracts';
import { duplicatesQuery, intakeQuery, rejected } from '@gaita/contracts';
import { AccessLog } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import { Applicants } from './applicants.ts';
import { unknownCase } from './find-case.ts';
import { Intake } from './intake.ts';

/** What people look up before they start a case, and who applied. */
@Controller('api/v1')
export class IntakeController {
  constructor(
    private readonly intake: Intake,
    private readonly applicants: Applicants,
    private readonly accessLog: AccessLog,
  ) {}

  @Get('processes/:key/intake')
  @Allow('signed-in')
  async one(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query(new ZodPipe(intakeQuery)) { receivedOn }: z.infer<typeof intakeQuery>,
  ): Promise<IntakeView | Rejection> {
    return (
      (await this.intake.of(actor, key, receivedOn)) ??
      rejected('process-unknown', `No process with the key ${key} can be started by hand.`)
    );
  }

  @Get('processes/:key/duplicates')
  @Allow('signed-in')
  async duplicates(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query(new ZodPipe(duplicatesQuery)) { applicant }: z.infer<typeof duplicatesQuery>,
  ): Promise<DuplicatesView> {
    const items = await this.applicants.open(actor, key, applicant);
    if (items.length > 0) this.accessLog.saw(actor, { type: 'list', id: 'duplicates', act: 'cases-searched' });
    return { items };
  }

  @Get('cases/:id/applicant')
  @Allow('signed-in')
  async applicant(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ApplicantView | Rejection> {
    const found = await this.applicants.ofCase(actor, id);
    if (!found) return unknownCase(id);
    if (found.name !== undefined || Object.keys(found.data).length > 0)
      this.accessLog.saw(actor, { type: 'applicant', id, instanceId: id });
    return found;
  }
}
