import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Rejection, SessionView } from '@gaita/contracts';
import { isRejection, signInRequest } from '@gaita/contracts';
import type { Response } from 'express';
import { createZodDto } from 'nestjs-zod';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import { Ids } from '../platform/ids.ts';
import type { Actor } from './actor.ts';
import { Allow } from './allow.ts';
import { Authenticator } from './authenticator.ts';
import { clientName } from './client-name.ts';
import { sessionToken } from './credentials-of-request.ts';
import { CurrentActor } from './current-actor.ts';
import type { RequestOfActor } from './current-actor.ts';
import { People } from './people.ts';
import { SessionCookies } from './session-cookies.ts';
import { Sessions } from './sessions.ts';
import { SessionViews } from './session-views.ts';

export class SignInDto extends createZodDto(signInRequest) {}

/** Signing in and out of the web app. Programs use Basic instead. */
@ApiTags('identity')
@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly sessions: Sessions,
    private readonly people: People,
    private readonly views: SessionViews,
    private readonly cookies: SessionCookies,
    private readonly ids: Ids,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('public')
  async signIn(
    @Body(new ZodPipe(signInRequest)) body: SignInDto,
    @Req() request: RequestOfActor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView | Rejection> {
    const person = await this.authenticator.byPassword(body, request.ip ?? '');
    if (isRejection(person)) return person;
    // No idempotency key: a repeated sign-in is a new session.
    const command = { id: this.ids.next(), account: person.account };
    const { headers } = request;
    const opened = await this.sessions.open(command, person.id, {
      earlierToken: sessionToken(headers),
      client: clientName(headers),
    });
    if (isRejection(opened)) return opened;
    const { sessionId, token, expiresAt } = opened;
    this.cookies.give(response, token, expiresAt);
    return this.views.of(await this.people.actorOf(person, { signedInBy: 'session', sessionId, signedInUntil: expiresAt }));
  }

  @Get()
  @Allow('signed-in')
  current(@CurrentActor() actor: Actor): Promise<SessionView> {
    return this.views.of(actor);
  }

  @Delete()
  @HttpCode(204)
  @Allow('signed-in')
  async signOut(@CurrentActor() actor: Actor, @Res({ passthrough: true }) response: Response): Promise<Rejection | undefined> {
    this.cookies.take(response);
    if (actor.sessionId === undefined || actor.personId === undefined) return undefined;
    const command = { id: this.ids.next(), account: actor.account };
    const revoked = await this.sessions.revoke(command, actor.personId, { only: actor.sessionId });
    return revoked ?? undefined;
  }
}
