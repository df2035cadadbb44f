import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PersonView, Rejection, RoleView } from '@gaita/contracts';
import { firstAdministratorRequest, peopleQuery } from '@gaita/contracts';
import { createZodDto } from 'nestjs-zod';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import { Ids } from '../platform/ids.ts';
import type { Actor } from './actor.ts';
import { Allow } from './allow.ts';
import { CurrentActor } from './current-actor.ts';
import { FirstAdministrator } from './first-administrator.ts';
import { listRoles } from './list-roles.ts';
import { PeopleDirectory } from './people-directory.ts';

export class PeopleQueryDto extends createZodDto(peopleQuery) {}
export class FirstAdministratorDto extends createZodDto(firstAdministratorRequest) {}

/** Who is there, and which roles there are. */
@ApiTags('identity')
@Controller('api/v1')
export class PeopleController {
  constructor(
    private readonly directory: PeopleDirectory,
    private readonly firstAdministrator: FirstAdministrator,
    private readonly ids: Ids,
  ) {}

  @Get('people')
  @Allow('signed-in')
  people(@CurrentActor() actor: Actor, @Query(new ZodPipe(peopleQuery)) query: PeopleQueryDto): Promise<PersonView[]> {
    return this.directory.look(actor, query);
  }

  @Get('roles')
  @Allow('signed-in')
  roles(): RoleView[] {
    return listRoles();
  }

  @Post('first-administrator')
  @Allow('public')
  createFirstAdministrator(
    @Body(new ZodPipe(firstAdministratorRequest)) body: FirstAdministratorDto,
  ): Promise<{ account: string } | Rejection> {
    return this.firstAdministrator.create({ id: this.ids.next(), account: body.account }, body);
  }
}
