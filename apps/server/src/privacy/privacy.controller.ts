import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query, Res, StreamableFile } from '@nestjs/common';
import type {
  ErasureRequest,
  ErasuresView,
  LegalHoldRequest,
  LegalHoldsView,
  PersonalFindingsView,
  PersonalSubject,
  PrivacyJobView,
  Rejection,
  RetentionRequest,
  RetentionsView,
} from '@gaita/contracts';
import {
  cancelRequest,
  erasureRequest,
  isRejection,
  legalHoldRequest,
  personalSubject,
  privacyFileQuery,
  retentionRequest,
} from '@gaita/contracts';
import type { CancelRequest } from '@gaita/contracts';
import type { Response } from 'express';
import type { z } from 'zod';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { Erasures } from './erasures.ts';
import { LegalHolds } from './legal-holds.ts';
import { PersonalData } from './personal-data.ts';
import { PrivacyJobs } from './privacy-jobs.ts';
import { institutionsOf } from './rights.ts';
import { RetentionRules } from './retention-rules.ts';

const officers = ['data-protection-officer'] as const;

/** Personal data: how long it is kept, what is held of a person, and its erasure. */
@Controller('api/v1/privacy')
export class PrivacyController {
  constructor(
    private readonly personalData: PersonalData,
    private readonly erasures: Erasures,
    private readonly rules: RetentionRules,
    private readonly holds: LegalHolds,
    private readonly jobs: PrivacyJobs,
  ) {}

  @Get('retention')
  @Allow('data-protection-officer', 'administrator')
  async retention(@CurrentActor() actor: Actor): Promise<RetentionsView> {
    return { items: await this.rules.list(actor), maySet: institutionsOf(actor, officers).length > 0 };
  }

  @Put('retention/:processKey')
  @Allow('data-protection-officer')
  setRetention(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('processKey') processKey: string,
    @Body(new ZodPipe(retentionRequest)) request: RetentionRequest,
  ): Promise<{ processKey: string } | Rejection> {
    return this.rules.set(command, actor, processKey, request);
  }

  @Get('holds')
  @Allow('data-protection-officer', 'administrator')
  async legalHolds(@CurrentActor() actor: Actor): Promise<LegalHoldsView> {
    return { items: await this.holds.list(actor) };
  }

  @Post('holds')
  @Allow('data-protection-officer', 'administrator')
  hold(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(legalHoldRequest)) request: LegalHoldRequest,
  ): Promise<{ id: string } | Rejection> {
    return this.holds.set(command, actor, request);
  }

  @Post('holds/:id/lift')
  @HttpCode(200)
  @Allow('data-protection-officer', 'administrator')
  lift(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(cancelRequest)) { reason }: CancelRequest,
  ): Promise<{ id: string } | Rejection> {
    return this.holds.lift(command, actor, id, reason);
  }

  /** A POST, so that no log of addresses keeps whom somebody looked for. */
  @Post('find')
  @HttpCode(200)
  @Allow('data-protection-officer', 'administrator')
  find(
    @CurrentActor() actor: Actor,
    @Body(new ZodPipe(personalSubject)) subject: PersonalSubject,
  ): Promise<PersonalFindingsView | Rejection> {
    return this.personalData.find(actor, subject);
  }

  @Post('exports')
  @HttpCode(202)
  @Allow('data-protection-officer', 'administrator')
  export(
    @CurrentActor() actor: Actor,
    @Body(new ZodPipe(personalSubject)) subject: PersonalSubject,
  ): Promise<PrivacyJobView | Rejection> {
    return this.personalData.export(actor, subject);
  }

  @Get('erasures')
  @Allow('data-protection-officer', 'administrator')
  async erasureList(@CurrentActor() actor: Actor): Promise<ErasuresView> {
    return { items: await this.erasures.list(actor), mayDecide: institutionsOf(actor, officers).length > 0 };
  }

  @Post('erasures')
  @Allow('data-protection-officer')
  decide(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(erasureRequest)) request: ErasureRequest,
  ): Promise<{ id: string } | Rejection> {
    return this.erasures.decide(command, actor, request);
  }

  @Post('erasures/:id/execute')
  @HttpCode(202)
  @Allow('administrator')
  execute(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
  ): Promise<PrivacyJobView | Rejection> {
    return this.erasures.execute(command, actor, id);
  }

  @Post('erasures/:id/withdraw')
  @HttpCode(200)
  @Allow('data-protection-officer')
  withdraw(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
  ): Promise<{ id: string } | Rejection> {
    return this.erasures.withdraw(command, actor, id);
  }

  @Get('jobs/:id')
  @Allow('internal-auditor', 'data-protection-officer', 'administrator')
  job(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<PrivacyJobView | Rejection> {
    return this.jobs.find(actor, id);
  }

  @Get('jobs/:id/file')
  @Allow('internal-auditor', 'data-protection-officer', 'administrator')
  @Header('Cache-Control', 'no-store')
  async file(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query(new ZodPipe(privacyFileQuery)) { format }: z.infer<typeof privacyFileQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | Rejection> {
    const found = await this.jobs.file(actor, id, format);
    if (isRejection(found)) return found;
    response.type(
      format === 'csv' ? 'text/csv; charset=utf-8' : format === 'html' ? 'text/html; charset=utf-8' : 'application/json',
    );
    response.attachment(`${found.job.kind}-${new Date(found.job.createdAt).toISOString().slice(0, 10)}.${format}`);
    return new StreamableFile(found.stream, { length: found.size });
  }
}
