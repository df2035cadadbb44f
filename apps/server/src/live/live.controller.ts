import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { liveQuery, rejected } from '@gaita/contracts';
import type { LiveQuery } from '@gaita/contracts';
import type { Response } from 'express';
import type { Actor } from '../identity/index.ts';
import { Allow, Authenticator, CurrentActor } from '../identity/index.ts';
import { RejectedRequest } from '../platform/http/rejected-request.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import { LiveHub } from './live-hub.ts';
import { LiveReader } from './live-reader.ts';
import { LiveStream } from './live-stream.ts';

@Controller('api/v1/live')
export class LiveController {
  constructor(
    private readonly hub: LiveHub,
    private readonly authenticator: Authenticator,
  ) {}

  @Get()
  @Allow('signed-in')
  listen(
    @CurrentActor() actor: Actor,
    @Res() response: Response,
    @Headers('last-event-id') lastHeard: string | undefined,
    @Query(new ZodPipe(liveQuery)) { last }: LiveQuery,
  ): void {
    if (this.hub.isFullFor(actor))
      throw new RejectedRequest(rejected('too-busy', 'You listen in too many windows already: close some.'));
    const recheck = () => this.authenticator.again(actor);
    this.hub.join(new LiveReader(actor, new LiveStream(response), recheck), lastHeard ?? last);
  }
}
