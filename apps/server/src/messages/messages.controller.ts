import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { MessageRequest, MessageView, Rejection } from '@gaita/contracts';
import { messageRequest } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { CorrelateMessage } from './correlate-message.ts';
import { messageSenders, refuseSending, sendersInstitution } from './sender-rights.ts';

@Controller('api/v1/messages')
export class MessagesController {
  constructor(private readonly correlate: CorrelateMessage) {}

  @Post()
  @HttpCode(200)
  @Allow(...messageSenders)
  async send(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(messageRequest)) request: MessageRequest,
  ): Promise<MessageView | Rejection> {
    const institution = sendersInstitution(actor, request.institution);
    return refuseSending(actor, institution) ?? this.correlate.run(command, { ...request, institution, sender: actor });
  }
}
