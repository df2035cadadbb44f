import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { MessageRequest, MessageView, Rejection } from '@gaita/contracts';
import { messageRequest, rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Allow, CurrentActor, seesInstitution } from '../identity/index.ts';
import { CurrentCommand } from '../platform/http/current-command.ts';
import { ZodPipe } from '../platform/http/zod-pipe.ts';
import type { Command } from '../platform/write-plan.ts';
import { CorrelateMessage } from './correlate-message.ts';

@Controller('api/v1/messages')
export class MessagesController {
  constructor(private readonly correlate: CorrelateMessage) {}

  @Post()
  @HttpCode(200)
  @Allow('administrator', 'front-desk', 'case-handler')
  async send(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body(new ZodPipe(messageRequest)) request: MessageRequest,
  ): Promise<MessageView | Rejection> {
    const institution = request.institution ?? actor.roles[0]?.institution ?? actor.institution;
    if (!seesInstitution(actor, institution)) return rejected('not-allowed', `You hold no role in ${institution}.`);
    return this.correlate.run(command, { ...request, institution });
  }
}
