import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import type {
  AbsencePreview,
  AbsencesView,
  AcknowledgeRequest,
  AlignmentView,
  AnnounceAbsenceRequest,
  ChangeAbsenceRequest,
  ChangeDescriptionRequest,
  IdAnswer,
  MyDutiesView,
  PreviewAbsenceRequest,
  RegistryQuery,
  Rejection,
  RevisionRequest,
  RolePageQuery,
  RolePageView,
} from '@gaita/contracts';
import {
  acknowledgeRequest,
  announceAbsenceRequest,
  changeAbsenceRequest,
  changeDescriptionRequest,
  previewAbsenceRequest,
  registryQuery,
  revisionRequest,
  rolePageQuery,
} from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { ShowAlignment } from './alignment/show-alignment.ts';
import { DescribeRoles } from './describe-roles.ts';
import { ManageAbsences } from './manage-absences.ts';
import { ShowAbsences } from './show-absences.ts';
import { ShowRole } from './show-role.ts';

/** What roles are, whether they are aligned, everybody's own duties, and who is away. */
@Controller('api/v1/registry')
export class RolesController {
  constructor(
    private readonly roles: ShowRole,
    private readonly describeRoles: DescribeRoles,
    private readonly alignments: ShowAlignment,
    private readonly absences: ManageAbsences,
    private readonly shownAbsences: ShowAbsences,
  ) {}

  @Get('me')
  @Allow('signed-in')
  mine(@CurrentActor() actor: Actor): Promise<MyDutiesView> {
    return this.roles.mine(actor);
  }

  @Get('alignment')
  @Allow('signed-in')
  alignment(
    @CurrentActor() actor: Actor,
    @Query(new ZodPipe(registryQuery)) { institution }: RegistryQuery,
  ): Promise<AlignmentView | Rejection> {
    return this.alignments.run(actor, institution);
  }

  @Get('roles/:role')
  @Allow('signed-in')
  role(
    @CurrentActor() actor: Actor,
    @Param('role') role: string,
    @Query(new ZodPipe(rolePageQuery)) query: RolePageQuery,
  ): Promise<RolePageView | Rejection> {
    return this.roles.run(actor, role, query);
  }

  @Put('roles/:role/description')
  @Allow('personnel-manager', 'administrator')
  describe(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('role') role: string,
    @Body(new ZodPipe(changeDescriptionRequest)) body: ChangeDescriptionRequest,
  ): Promise<{ role: string; version: number } | Rejection> {
    return this.describeRoles.change(command, actor, role, body);
  }

  @Post('roles/:role/acknowledge')
  @HttpCode(200)
  @Allow('signed-in')
  acknowledge(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('role') role: string,
    @Body(new ZodPipe(acknowledgeRequest)) body: AcknowledgeRequest,
  ): Promise<{ role: string; version: number } | Rejection> {
    return this.describeRoles.acknowledge(command, actor, role, body);
  }

  @Get('absences')
  @Allow('signed-in')
  listAbsences(
    @CurrentActor() actor: Actor,
    @Query(new ZodPipe(registryQuery)) { institution }: RegistryQuery,
  ): Promise<AbsencesView | Rejection> {
    return this.shownAbsences.list(actor, institution);
  }

  @Post('absences/preview')
  @HttpCode(200)
  @Allow('signed-in')
  previewAbsence(
    @CurrentActor() actor: Actor,
    @Body(new ZodPipe(previewAbsenceRequest)) body: PreviewAbsenceRequest,
  ): Promise<AbsencePreview | Rejection> {
    return this.shownAbsences.preview(actor, body);
  }

  @Post('absences')
  @Allow('signed-in')
  announceAbsence(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(announceAbsenceRequest)) body: AnnounceAbsenceRequest,
  ): Promise<IdAnswer | Rejection> {
    return this.absences.announce(command, actor, body);
  }

  @Put('absences/:id')
  @Allow('signed-in')
  changeAbsence(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(changeAbsenceRequest)) body: ChangeAbsenceRequest,
  ): Promise<IdAnswer | Rejection> {
    return this.absences.change(command, actor, id, body);
  }

  @Post('absences/:id/revoke')
  @HttpCode(200)
  @Allow('signed-in')
  revokeAbsence(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(revisionRequest)) { revision }: RevisionRequest,
  ): Promise<IdAnswer | Rejection> {
    return this.absences.revoke(command, actor, id, revision);
  }
}
