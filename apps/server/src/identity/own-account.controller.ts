import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CreatedTokenView, OpenSessionView, Preferences, Rejection, TokenView } from '@gaita/contracts';
import { changePasswordRequest, createTokenRequest, preferencesRequest, rejected, tokensQuery } from '@gaita/contracts';
import { createZodDto } from 'nestjs-zod';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import type { Actor } from './actor.ts';
import { Allow } from './allow.ts';
import { ApiTokens } from './api-tokens.ts';
import { ChangePassword } from './change-password.ts';
import { CurrentActor } from './current-actor.ts';
import type { RequestOfActor } from './current-actor.ts';
import { PreferencesOfPeople } from './preferences.ts';
import { Sessions } from './sessions.ts';

export class PreferencesDto extends createZodDto(preferencesRequest) {}
export class ChangePasswordDto extends createZodDto(changePasswordRequest) {}
export class CreateTokenDto extends createZodDto(createTokenRequest) {}
export class TokensQueryDto extends createZodDto(tokensQuery) {}

/** What people settle for themselves. */
@ApiTags('identity')
@Controller('api/v1')
export class OwnAccountController {
  constructor(
    private readonly preferences: PreferencesOfPeople,
    private readonly password: ChangePassword,
    private readonly openSessions: Sessions,
    private readonly apiTokens: ApiTokens,
  ) {}

  @Get('session/preferences')
  @Allow('signed-in')
  async preferred(@CurrentActor() actor: Actor): Promise<Preferences | Rejection> {
    return (await this.preferences.of(actor.personId ?? '')) ?? rejected('not-found', 'Only people have preferences.');
  }

  @Put('session/preferences')
  @Allow('signed-in')
  prefer(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(preferencesRequest)) body: PreferencesDto,
  ): Promise<Preferences | Rejection> {
    return this.preferences.change(command, actor, body);
  }

  @Put('session/password')
  @HttpCode(204)
  @Allow('signed-in')
  async changePassword(
    @CurrentActor() actor: Actor,
    @Req() request: RequestOfActor,
    @Body(new ZodPipe(changePasswordRequest)) body: ChangePasswordDto,
  ): Promise<Rejection | undefined> {
    return (await this.password.run(actor, body, request.ip ?? '')) ?? undefined;
  }

  @Get('session/list')
  @Allow('signed-in')
  sessions(@CurrentActor() actor: Actor): Promise<OpenSessionView[]> {
    return this.openSessions.list(actor.personId ?? '', actor.sessionId);
  }

  /** All but the one that asks. */
  @Delete('session/list')
  @HttpCode(204)
  @Allow('signed-in')
  async endOthers(@CurrentActor() actor: Actor, @CurrentCommand() command: Command): Promise<Rejection | undefined> {
    return (await this.openSessions.revoke(command, actor.personId ?? '', { except: actor.sessionId })) ?? undefined;
  }

  @Delete('session/list/:id')
  @HttpCode(204)
  @Allow('signed-in')
  async end(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
  ): Promise<Rejection | undefined> {
    return (await this.openSessions.revoke(command, actor.personId ?? '', { only: id })) ?? undefined;
  }

  @Get('tokens')
  @Allow('signed-in')
  tokens(@CurrentActor() actor: Actor, @Query(new ZodPipe(tokensQuery)) { of }: TokensQueryDto): Promise<TokenView[]> {
    return this.apiTokens.list(actor, of);
  }

  @Post('tokens')
  @Allow('signed-in')
  createToken(
    @CurrentActor() actor: Actor,
    @Body(new ZodPipe(createTokenRequest)) body: CreateTokenDto,
  ): Promise<CreatedTokenView | Rejection> {
    return this.apiTokens.create(actor, body);
  }

  @Delete('tokens/:id')
  @HttpCode(200)
  @Allow('signed-in')
  revokeToken(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('id') id: string,
  ): Promise<{ id: string } | Rejection> {
    return this.apiTokens.revoke(command, actor, id);
  }
}
