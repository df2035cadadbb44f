import { Body, HttpCode, Post, Res } from '@nestjs/common';
import type { MessageReceiver } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { Response } from 'express';
import { z } from 'zod';
import type { Actor } from '../../identity/index.ts';
import { Allow, CurrentActor } from '../../identity/index.ts';
import { CorrelateMessage, ThrowSignal } from '../../messages/index.ts';
import { CurrentCommand } from '../../platform/http/current-command.ts';
import type { Command } from '../../platform/write-plan.ts';
import { CamundaError, invalidRequest, refusal } from '../wire/camunda-error.ts';
import { EngineRestController } from '../wire/engine-rest-controller.ts';
import { readBody } from '../wire/read-body.ts';
import { readVariables } from '../wire/typed-values.ts';
import { CorrelationResults } from './correlation-results.ts';

const messageBody = z.object({
  messageName: z.string().max(191).optional(),
  businessKey: z.string().max(191).optional(),
  tenantId: z.string().optional(),
  withoutTenantId: z.boolean().optional(),
  processInstanceId: z.string().max(36).optional(),
  correlationKeys: z.unknown().optional(),
  localCorrelationKeys: z.unknown().optional(),
  processVariables: z.unknown().optional(),
  processVariablesLocal: z.unknown().optional(),
  all: z.boolean().default(false),
  resultEnabled: z.boolean().default(false),
  variablesInResultEnabled: z.boolean().default(false),
});

const signalBody = z.object({
  name: z.string().max(191).optional(),
  executionId: z.undefined({ message: 'a signal to one execution is not supported; send it without executionId' }).optional(),
  tenantId: z.string().optional(),
  withoutTenantId: z.boolean().optional(),
  variables: z.unknown().optional(),
});

/** Messages and signals from outside. Nothing is kept for later here: who does not wait yet gets nothing. */
@EngineRestController('')
export class CamundaMessagesController {
  constructor(
    private readonly correlate: CorrelateMessage,
    private readonly throwSignal: ThrowSignal,
    private readonly results: CorrelationResults,
  ) {}

  @Post('message')
  @HttpCode(204)
  @Allow('administrator', 'front-desk', 'case-handler')
  async message(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ) {
    const given = readBody(messageBody, body);
    const name = given.messageName;
    if (!name) throw invalidRequest('No message name supplied');
    if (given.variablesInResultEnabled && !given.resultEnabled)
      throw invalidRequest("Parameter 'variablesInResultEnabled' cannot be used without 'resultEnabled' set to true.");
    const keys = readVariables(given.correlationKeys).variables;
    const localKeys = readVariables(given.localCorrelationKeys).variables;
    const { variables, types } = readVariables(given.processVariables);
    const local = readVariables(given.processVariablesLocal);
    const sent = await this.correlate.run(command, {
      name,
      institution: await this.results.institution(actor, given),
      ...(given.businessKey !== undefined && { businessKey: given.businessKey }),
      ...(given.processInstanceId !== undefined && { processInstanceId: given.processInstanceId }),
      correlationVariables: keys,
      localCorrelationVariables: localKeys,
      variables,
      types: { ...local.types, ...types },
      localVariables: local.variables,
      all: given.all,
      timeToLive: 'PT0S',
      sender: actor,
    });
    if (isRejection(sent) && !(given.all && sent.code === 'message-not-awaited')) throw mismatch(name, sent);
    const receivers: readonly MessageReceiver[] = isRejection(sent) ? [] : sent.receivers;
    if (!given.resultEnabled) return undefined;
    response.status(200);
    return this.results.views(actor, receivers, given.variablesInResultEnabled);
  }

  @Post('signal')
  @HttpCode(204)
  @Allow('administrator')
  async signal(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Body() body: unknown): Promise<void> {
    const given = readBody(signalBody, body);
    if (!given.name) throw invalidRequest('No signal name given');
    const institution = await this.results.institution(actor, given, ['administrator']);
    const thrown = await this.throwSignal.run(command, { name: given.name, institution, ...readVariables(given.variables) });
    if (isRejection(thrown)) throw refusal(thrown);
  }
}

const mismatchClass = 'org.camunda.bpm.engine.MismatchingMessageCorrelationException';

/** Nobody waits, or several do: 400 with Camunda's words. */
function mismatch(name: string, rejection: Parameters<typeof refusal>[0]): CamundaError {
  const { code, details } = rejection;
  if (code === 'message-not-awaited')
    return correlationError(`Cannot correlate message '${name}': No process definition or execution matches the parameters`);
  if (code === 'message-ambiguous') {
    const several = `ENGINE-13031 Cannot correlate a message with name '${name}' to a single execution.`;
    return correlationError(`${several} ${String(details?.['matches'])} executions match the correlation keys`);
  }
  return refusal(rejection);
}

const correlationError = (message: string): CamundaError =>
  new CamundaError(400, { type: 'RestException', message: `${mismatchClass}: ${message}`, code: 0 });
