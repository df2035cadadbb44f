import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import type { AuditEntriesView, AuditHeadView, AuditQuery, PrivacyJobView, VerifyAuditRequest } from '@gaita/contracts';
import { auditQuery, verifyAuditRequest } from '@gaita/contracts';
import { AccessLog, Head, verifyChain } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database/database.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import { PrivacyJobs } from './privacy-jobs.ts';
import { ReadAudit } from './read-audit.ts';

/** Who did or saw what, and the proof that nobody changed it. */
@Controller('api/v1/audit')
export class AuditController {
  constructor(
    private readonly audit: ReadAudit,
    private readonly chain: Head,
    private readonly jobs: PrivacyJobs,
    private readonly accessLog: AccessLog,
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  @Get('entries')
  @Allow('internal-auditor', 'data-protection-officer', 'administrator')
  entries(@CurrentActor() actor: Actor, @Query(new ZodPipe(auditQuery)) query: AuditQuery): Promise<AuditEntriesView> {
    this.accessLog.saw(actor, { type: 'audit', id: query.account ?? query.caseId ?? query.objectId ?? '–' });
    return this.audit.list(actor, query);
  }

  @Get('head')
  @Allow('internal-auditor', 'data-protection-officer', 'administrator')
  async head(@CurrentActor() actor: Actor): Promise<AuditHeadView> {
    const head = await this.chain.signed();
    this.accessLog.saw(actor, { type: 'audit', id: `head-${head.sequence}`, act: 'audit-head-exported' });
    return head;
  }

  @Post('verify')
  @HttpCode(202)
  @Allow('internal-auditor', 'data-protection-officer', 'administrator')
  verify(
    @CurrentActor() actor: Actor,
    @Body(new ZodPipe(verifyAuditRequest)) { head }: VerifyAuditRequest,
  ): Promise<PrivacyJobView> {
    this.accessLog.saw(actor, { type: 'audit', id: 'chain', act: 'audit-verified' });
    return this.jobs.begin(actor, 'verify', actor.institution, async (onProgress) => {
      const allowsPast = this.config.mode === 'demo';
      const key = await this.chain.publicKey();
      const verified = await verifyChain(this.database, { onProgress, allowsPast, ...(head && { head, key }) });
      return { verification: { ...verified, findings: [...verified.findings], compared: head !== undefined } };
    });
  }

  @Post('export')
  @HttpCode(202)
  @Allow('internal-auditor', 'data-protection-officer', 'administrator')
  export(@CurrentActor() actor: Actor, @Body(new ZodPipe(auditQuery)) query: AuditQuery): Promise<PrivacyJobView> {
    this.accessLog.saw(actor, { type: 'audit', id: 'entries', act: 'audit-exported' });
    return this.jobs.begin(actor, 'audit-export', actor.institution, (progress, output) =>
      this.audit.export(actor, query, progress, output),
    );
  }
}
