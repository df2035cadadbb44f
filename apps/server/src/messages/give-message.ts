import { Injectable } from '@nestjs/common';
import type { MessageReceiver, Rejection, Variables, VariableTypes } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { Commanded, Decision, LoadedInstance } from '../instances/index.ts';
import { Instances, StartByEvent } from '../instances/index.ts';
import type { Command, Guard, RowChanges } from '../platform/write-plan.ts';
import type { MessageAddress } from './message-address.ts';
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

/** The same where an instance starts; `instanceId` is undefined when the message is kept until other events have occurred. */
export interface BesideStart {
  readonly guards: readonly Guard[];
  change(changes: RowChanges, instanceId: string | undefined): void;
}

/** Hands a message to one receiver. */
@Injectable()
export class GiveMessage {
  constructor(
    private readonly instances: Instances,
    private readonly starts: StartByEvent,
  ) {}

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
          place: subscription,
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

  /**
   * @param isAwaited whether an instance waits for the message by now
   * @param instanceId of the instance that it starts, for who must know it before
   */
  async toStart(
    command: Command,
    start: StartSubscriptionRow,
    address: MessageAddress,
    content: MessageContent,
    beside: BesideStart,
    isAwaited: () => Promise<boolean>,
    instanceId?: string,
  ): Promise<Commanded<MessageReceiver | 'gathered'>> {
    const { answer, sent } = await this.starts.run(command, {
      definitionId: start.definitionId,
      elementId: start.elementId,
      definitionIndex: start.definitionIndex,
      institution: address.institution,
      businessKey: address.businessKey,
      correlationKey: address.correlationKey,
      ...(command.account !== 'system' && { startedBy: command.account }),
      variables: { ...content.variables, ...content.localVariables },
      types: content.types,
      instanceId,
      guards: beside.guards,
      change: (changes, started) => beside.change(changes, started),
      isAwaited,
    });
    if (isRejection(answer)) return { answer, sent };
    return { answer: answer.instanceId === undefined ? 'gathered' : { instanceId: answer.instanceId, effect: 'started' }, sent };
  }
}
