import { Injectable } from '@nestjs/common';
import type { MessageReceiver, Rejection, Variables, VariableTypes } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { Commanded, Decision, LoadedInstance } from '../instances/index.ts';
import { Instances } from '../instances/index.ts';
import type { Command, Guard, RowChanges } from '../platform/write-plan.ts';
import type { MessageAddress } from './find-receivers.ts';
import type { StartSubscriptionRow, SubscriptionRow } from './tables.ts';

export interface MessageContent {
  readonly variables: Variables;
  readonly localVariables?: Variables | undefined;
  readonly types?: VariableTypes | undefined;
}

/** What else is to be written in the receiver's commit: the delivery's end. */
export interface Beside {
  readonly guards: readonly Guard[];
  change(changes: RowChanges): void;
}

/** Hands a message to one receiver. */
@Injectable()
export class GiveMessage {
  constructor(private readonly instances: Instances) {}

  /** `beside` is asked again for each try; undefined means that the message was taken by another meanwhile. */
  async toWaiting(
    command: Command,
    subscription: SubscriptionRow,
    content: MessageContent,
    beside: () => Promise<Beside | Rejection>,
  ): Promise<Commanded<MessageReceiver>> {
    return this.instances.commandOnly<MessageReceiver>(command, subscription.instanceId, async (_: LoadedInstance) => {
      const more = await beside();
      if (isRejection(more)) return more;
      const decision: Decision<MessageReceiver> = {
        trigger: {
          type: 'messageArrived',
          subscriptionId: subscription.id,
          variables: content.variables,
          ...(content.localVariables && { localVariables: content.localVariables }),
          ...(content.types && { types: content.types }),
        },
        guards: more.guards,
        change: (changes) => more.change(changes),
        answer: () => ({ instanceId: subscription.instanceId, effect: 'continued' }),
      };
      return decision;
    });
  }

  /** @param instanceId of the instance that it starts, for who must know it before */
  async toStart(
    command: Command,
    start: StartSubscriptionRow,
    address: MessageAddress,
    content: MessageContent,
    beside: Beside,
    instanceId?: string,
  ): Promise<Commanded<MessageReceiver>> {
    const { answer, sent } = await this.instances.startOnly(command, {
      ...(instanceId !== undefined && { instanceId }),
      definitionId: start.definitionId,
      institution: address.institution,
      startElementId: start.elementId,
      ...(address.businessKey !== undefined && { businessKey: address.businessKey }),
      ...(command.account !== 'system' && { startedBy: command.account }),
      variables: { ...content.variables, ...content.localVariables },
      ...(content.types && { types: content.types }),
      guards: beside.guards,
      change: (changes) => beside.change(changes),
    });
    return { answer: isRejection(answer) ? answer : { instanceId: answer.instanceId, effect: 'started' }, sent };
  }
}
