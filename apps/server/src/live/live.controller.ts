import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { isRejection, liveQuery } from '@gaita/contracts';
import type { LiveQuery } from '@gaita/contracts';
import type { Response } from 'express';
import type { Actor, RequestOfActor } from '../identity/index.ts';
import { Allow, Authenticator, CurrentActor } from '../identity/index.ts';
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
    @Req() request: RequestOfActor,
    @Res() response: Response,
    @Headers('last-event-id') lastHeard: string | undefined,
    @Query(new ZodPipe(liveQuery)) { last }: LiveQuery,
  ): void {
    const credentials = { headers: request.headers, ip: request.ip };
    const recheck = async (): Promise<Actor | undefined> => {
      const found = await this.authenticator.identify(credentials);
      return found && !isRejection(found) ? found : undefined;
    };
    this.hub.join(new LiveReader(actor, new LiveStream(response), recheck), lastHeard ?? last);
  }
}
