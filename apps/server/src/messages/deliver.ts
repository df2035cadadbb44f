import { Injectable } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import { Database } from '../platform/database/database.ts';
import { ConsumeDelivery } from './consume-delivery.ts';
import { DeliverCall } from './deliver-call.ts';
import { DeliverMessage } from './deliver-message.ts';
import { DeliverSignal } from './deliver-signal.ts';
import type { DeliveryRow } from './tables.ts';
import { deliveryTable } from './tables.ts';

/** Brings deliveries to their receivers: exactly once, in order for each receiver. */
@Injectable()
export class Deliver {
  constructor(
    private readonly database: Database,
    private readonly calls: DeliverCall,
    private readonly messages: DeliverMessage,
    private readonly signals: DeliverSignal,
    private readonly consume: ConsumeDelivery,
  ) {}

  /** One delivery, and before it those that the same receiver got earlier. Gives the deliveries that this caused in turn. */
  async run(deliveryId: string): Promise<string[]> {
    const row = await this.database.reader.byId(deliveryTable, deliveryId);
    if (!row || row.state === 'expired') return [];
    const caused: string[] = [];
    for (const earlier of await this.upTo(row)) caused.push(...(await this.one(earlier)));
    return caused;
  }

  private async upTo(row: DeliveryRow): Promise<DeliveryRow[]> {
    if (row.receiverInstanceId === null) return [row];
    return this.database.reader.find(
      deliveryTable,
      "receiver_instance_id = ? AND id <= ? AND state = 'waiting'",
      [row.receiverInstanceId, row.id],
      { orderBy: 'id' },
    );
  }

  private async one(row: DeliveryRow): Promise<readonly string[]> {
    const { type } = row.delivery;
    const { answer, sent } =
      type === 'message'
        ? await this.messages.run(row, row.delivery)
        : type === 'signal'
          ? await this.signals.run(row, row.delivery)
          : await this.calls.run(row, row.delivery);
    if (isRejection(answer)) {
      if (answer.code === 'too-busy') await this.consume.postpone(row, answer.message);
      else await this.consume.refuse(row, answer);
    }
    return sent;
  }
}
