import { Injectable } from '@nestjs/common';
import type { Delivery, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { People } from '../identity/index.ts';
import type { Commanded } from '../instances/index.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { RowChanges } from '../platform/write-plan.ts';
import { ConsumeDelivery } from './consume-delivery.ts';
import type { MessageAddress } from './message-address.ts';
import { FindReceivers } from './find-receivers.ts';
import type { Beside } from './give-message.ts';
import { GiveMessage } from './give-message.ts';
import { NoteMessage } from './note-message.ts';
import { Partners } from './partners.ts';
import type { DeliveryRow, SubscriptionRow } from './tables.ts';
import { deliveryTable, startSubscriptionTable, subscriptionTable } from './tables.ts';

type MessageDelivery = Extract<Delivery, { type: 'message' }>;

/** How often matching runs again when another took the subscription first. */
const tries = 5;

/** A message thrown by a process: the oldest matching subscription, else a start event; else it is held for its time to live. */
@Injectable()
export class DeliverMessage {
  constructor(
    private readonly receivers: FindReceivers,
    private readonly give: GiveMessage,
    private readonly database: Database,
    private readonly consume: ConsumeDelivery,
    private readonly partners: Partners,
    private readonly people: People,
    private readonly note: NoteMessage,
    private readonly ids: Ids,
  ) {}

  async run(row: DeliveryRow, message: MessageDelivery): Promise<Commanded<unknown>> {
    if (message.receiver) return this.toReceiver(row, message, message.receiver);
    const sender = await this.senderOf(message);
    // whoever sent it has left: nobody can say which cases they may know of
    if (message.sentBy !== undefined && !sender) return { answer: null, sent: [] };
    const address: MessageAddress = {
      institution: row.institution,
      name: message.messageName,
      sender,
      businessKey: message.businessKey,
      correlationKey: message.correlationKey,
      correlationVariables: message.correlationVariables,
      processInstanceId: message.processInstanceId,
      variables: message.variables,
      ...(message.flow && row.senderInstanceId !== null && { flow: { ...message.flow, senderInstanceId: row.senderInstanceId } }),
    };
    for (let attempt = 0; attempt < tries; attempt++) {
      const given = await this.giveOnce(row, message, address);
      if (!given) break;
      if (!isRejection(given.answer) || given.answer.code === 'too-busy') return given;
      // another message took the subscription first: match again
    }
    if (row.state === 'held') return { answer: null, sent: [] };
    await this.hold(row);
    // who began to wait between the look and the note that it is held would else wait for the next sweep
    const late = await this.giveOnce(row, message, address);
    return late && !isRejection(late.answer) ? late : { answer: null, sent: [] };
  }

  /** Sent to all: who was to get it is known. Not wanted any more means that it is over. */
  private async toReceiver(
    row: DeliveryRow,
    message: MessageDelivery,
    receiver: NonNullable<MessageDelivery['receiver']>,
  ): Promise<Commanded<unknown>> {
    const address: MessageAddress = { institution: row.institution, name: message.messageName, businessKey: message.businessKey };
    const { reader } = this.database;
    if ('subscriptionId' in receiver) {
      const waiting = await reader.byId(subscriptionTable, receiver.subscriptionId);
      if (waiting) return this.give.toWaiting(this.consume.command(), waiting, message, () => this.beside(row, address, waiting));
    } else {
      const start = await reader.byId(startSubscriptionTable, receiver.startSubscriptionId);
      const beside = start && (await this.consume.beside(row));
      if (beside && !isRejection(beside))
        return this.give.toStart(this.consume.command(), start, address, message, beside, async () => false, receiver.instanceId);
    }
    return { answer: rejected('subscription-closed', `Nobody waits for the message ${message.messageName} any more.`), sent: [] };
  }

  private async giveOnce(
    row: DeliveryRow,
    message: MessageDelivery,
    address: MessageAddress,
  ): Promise<Commanded<unknown> | undefined> {
    const [waiting] = await this.receivers.waiting(address, 1);
    if (waiting)
      return this.give.toWaiting(this.consume.command(), waiting, message, () => this.noted(row, address, message, waiting));
    const [start] = await this.receivers.starting(address);
    if (!start) return undefined;
    const instanceId = this.ids.next();
    const beside = await this.beside(row, address, { instanceId, processKey: start.processKey });
    if (isRejection(beside)) return { answer: beside as Rejection, sent: [] };
    const businessKey = address.businessKey ?? address.flow?.businessKey;
    // Kept until other events have occurred, it has no instance to be a partner yet.
    const kept = await this.consume.beside(row);
    if (isRejection(kept)) return { answer: kept as Rejection, sent: [] };
    const ending = {
      guards: beside.guards,
      change: (changes: RowChanges, started: string | undefined) => (started === undefined ? kept : beside).change(changes),
    };
    const isAwaited = async () => (await this.receivers.waiting(address, 1)).length > 0;
    const to = { ...address, businessKey };
    return this.give.toStart(this.consume.command(), start, to, message, ending, isAwaited, instanceId);
  }

  private async senderOf({ sentBy }: MessageDelivery): Promise<Actor | undefined> {
    const person = sentBy === undefined ? undefined : await this.people.byAccount(sentBy);
    return person && this.people.actorOf(person, 'basic');
  }

  /** What a person sent before it was awaited is theirs when it arrives, too. */
  private async noted(
    row: DeliveryRow,
    address: MessageAddress,
    message: MessageDelivery,
    waiting: SubscriptionRow,
  ): Promise<Beside | Rejection> {
    const beside = await this.beside(row, address, waiting);
    if (isRejection(beside)) return beside;
    const { variables, localVariables } = message;
    const noted = await this.note.of({ name: address.name, sender: address.sender, variables, localVariables }, waiting);
    return {
      guards: [...beside.guards, ...noted.guards],
      change: (changes) => {
        beside.change(changes);
        noted.change(changes);
      },
    };
  }

  /** In the receiver's commit the delivery ends, and along a message flow sender and receiver become partners. */
  private async beside(
    row: DeliveryRow,
    { institution, flow }: MessageAddress,
    receiver: { readonly instanceId: string; readonly processKey: string },
  ): Promise<Beside | Rejection> {
    const consumed = await this.consume.beside(row);
    if (isRejection(consumed) || !flow) return consumed;
    const sender = { instanceId: flow.senderInstanceId, processKey: flow.fromProcess };
    const meet = await this.partners.meet({ institution, sender, receiver });
    return {
      guards: consumed.guards,
      change: (changes) => {
        consumed.change(changes);
        meet(changes);
      },
    };
  }

  private hold(row: DeliveryRow): Promise<void> {
    return this.consume.settle(row, (changes, current) =>
      changes.update(deliveryTable, row.id, { state: 'held', revision: current.revision + 1 }),
    );
  }
}
