import { Injectable } from '@nestjs/common';
import type { Delivery, Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { Commanded } from '../instances/index.ts';
import { ConsumeDelivery } from './consume-delivery.ts';
import type { MessageAddress } from './find-receivers.ts';
import { FindReceivers } from './find-receivers.ts';
import { GiveMessage } from './give-message.ts';
import type { DeliveryRow } from './tables.ts';
import { deliveryTable } from './tables.ts';

type MessageDelivery = Extract<Delivery, { type: 'message' }>;

/** How often matching runs again when another took the subscription first. */
const tries = 5;

/** A message thrown by a process: the oldest matching subscription, else a start event; else it is held for its time to live. */
@Injectable()
export class DeliverMessage {
  constructor(
    private readonly receivers: FindReceivers,
    private readonly give: GiveMessage,
    private readonly consume: ConsumeDelivery,
  ) {}

  async run(row: DeliveryRow, message: MessageDelivery): Promise<Commanded<unknown>> {
    const address: MessageAddress = {
      institution: row.institution,
      name: message.messageName,
      businessKey: message.businessKey,
      correlationKey: message.correlationKey,
      correlationVariables: message.correlationVariables,
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

  private async giveOnce(
    row: DeliveryRow,
    message: MessageDelivery,
    address: MessageAddress,
  ): Promise<Commanded<unknown> | undefined> {
    const [waiting] = await this.receivers.waiting(address, 1);
    if (waiting) return this.give.toWaiting(this.consume.command(), waiting, message, () => this.consume.beside(row));
    const [start] = await this.receivers.starting(address);
    if (!start) return undefined;
    const beside = await this.consume.beside(row);
    if (isRejection(beside)) return { answer: beside as Rejection, sent: [] };
    return this.give.toStart(this.consume.command(), start, address, message, beside);
  }

  private hold(row: DeliveryRow): Promise<void> {
    return this.consume.settle(row, (changes, current) =>
      changes.update(deliveryTable, row.id, { state: 'held', revision: current.revision + 1 }),
    );
  }
}
