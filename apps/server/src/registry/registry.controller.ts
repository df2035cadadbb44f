import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import type {
  AddCompetenceRequest,
  AddPostHolderRequest,
  AddPostRequest,
  AddUnitRequest,
  ChangePostRequest,
  ChangeRoleRequest,
  ChangeUnitRequest,
  GiveRoleRequest,
  IdAnswer,
  RegistryQuery,
  RegistryView,
  Rejection,
  RevisionRequest,
  SetCompetencesRequest,
  SetKindRequest,
} from '@gaita/contracts';
import {
  addCompetenceRequest,
  addPostHolderRequest,
  addPostRequest,
  addUnitRequest,
  changePostRequest,
  changeRoleRequest,
  changeUnitRequest,
  giveRoleRequest,
  registryQuery,
  revisionRequest,
  setCompetencesRequest,
  setKindRequest,
} from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { AssignRole } from './assign-role.ts';
import { ManageCompetences } from './manage-competences.ts';
import { ManagePosts } from './manage-posts.ts';
import { ManageUnits } from './manage-units.ts';
import { ShowRegistry } from './show-registry.ts';

type Answer = Promise<IdAnswer | Rejection>;

/** Who holds what: roles, units, posts, competences. */
@Controller('api/v1/registry')
export class RegistryController {
  constructor(
    private readonly registry: ShowRegistry,
    private readonly assignments: AssignRole,
    private readonly units: ManageUnits,
    private readonly posts: ManagePosts,
    private readonly competences: ManageCompetences,
  ) {}

  @Get()
  @Allow('signed-in')
  show(
    @CurrentActor() actor: Actor,
    @Query(new ZodPipe(registryQuery)) { institution }: RegistryQuery,
  ): Promise<RegistryView | Rejection> {
    return this.registry.run(actor, institution);
  }

  @Post('assignments')
  @Allow('personnel-manager', 'administrator')
  giveRole(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(giveRoleRequest)) body: GiveRoleRequest,
  ): Answer {
    return this.assignments.give(command, actor, body);
  }

  @Put('assignments/:id')
  @Allow('personnel-manager', 'administrator')
  changeRole(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(changeRoleRequest)) body: ChangeRoleRequest,
  ): Answer {
    return this.assignments.change(command, actor, id, body);
  }

  @Post('assignments/:id/end')
  @HttpCode(200)
  @Allow('personnel-manager', 'administrator')
  endRole(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(revisionRequest)) { revision }: RevisionRequest,
  ): Answer {
    return this.assignments.end(command, actor, id, revision);
  }

  @Post('units')
  @Allow('personnel-manager', 'administrator')
  addUnit(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(addUnitRequest)) body: AddUnitRequest,
  ): Answer {
    return this.units.add(command, actor, body);
  }

  @Put('units/:id')
  @Allow('personnel-manager', 'administrator')
  changeUnit(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(changeUnitRequest)) body: ChangeUnitRequest,
  ): Answer {
    return this.units.change(command, actor, id, body);
  }

  @Post('posts')
  @Allow('personnel-manager', 'administrator')
  addPost(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(addPostRequest)) body: AddPostRequest,
  ): Answer {
    return this.posts.add(command, actor, body);
  }

  @Put('posts/:id')
  @Allow('personnel-manager', 'administrator')
  changePost(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(changePostRequest)) body: ChangePostRequest,
  ): Answer {
    return this.posts.change(command, actor, id, body);
  }

  @Post('posts/:id/holders')
  @Allow('personnel-manager', 'administrator')
  employ(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(addPostHolderRequest)) body: AddPostHolderRequest,
  ): Answer {
    return this.posts.employ(command, actor, id, body);
  }

  @Post('post-holders/:id/end')
  @HttpCode(200)
  @Allow('personnel-manager', 'administrator')
  leavePost(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
    @Body(new ZodPipe(revisionRequest)) { revision }: RevisionRequest,
  ): Answer {
    return this.posts.leave(command, actor, id, revision);
  }

  @Post('competences')
  @Allow('personnel-manager', 'administrator')
  addCompetence(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(addCompetenceRequest)) body: AddCompetenceRequest,
  ): Answer {
    return this.competences.add(command, actor, body);
  }

  @Put('people/:account/competences')
  @Allow('personnel-manager', 'administrator')
  competencesOfPerson(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('account') account: string,
    @Body(new ZodPipe(setCompetencesRequest)) body: SetCompetencesRequest,
  ): Answer {
    return this.competences.ofPerson(command, actor, account, body);
  }

  @Put('people/:account/kind')
  @Allow('personnel-manager', 'administrator')
  setKind(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('account') account: string,
    @Body(new ZodPipe(setKindRequest)) body: SetKindRequest,
  ): Answer {
    return this.competences.setKind(command, actor, account, body);
  }

  @Put('roles/:role/competences')
  @Allow('personnel-manager', 'administrator')
  competencesOfRole(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('role') role: string,
    @Body(new ZodPipe(setCompetencesRequest)) body: SetCompetencesRequest,
  ): Answer {
    return this.competences.ofRole(command, actor, role, body);
  }
}
