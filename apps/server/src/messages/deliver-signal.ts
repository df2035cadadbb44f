import { Injectable } from '@nestjs/common';
import type { Delivery } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { Commanded } from '../instances/index.ts';
import { Instances } from '../instances/index.ts';
import { Database } from '../platform/database/database.ts';
import { ConsumeDelivery } from './consume-delivery.ts';
import type { DeliveryRow, SubscriptionRow } from './tables.ts';
import { deliveryTable, subscriptionTable } from './tables.ts';

type SignalDelivery = Extract<Delivery, { type: 'signal' }> & { readonly reached?: string };

const page = 100;

/**
 * A signal walks the subscriptions that existed when it was thrown. How far it came stands in its row, written in each
 * receiver's commit, so that a walk that was cut off goes on without reaching anybody twice.
 */
@Injectable()
export class DeliverSignal {
  constructor(
    private readonly database: Database,
    private readonly instances: Instances,
    private readonly consume: ConsumeDelivery,
  ) {}

  async run(row: DeliveryRow, signal: SignalDelivery): Promise<Commanded<unknown>> {
    const sent: string[] = [];
    let reached = signal.reached ?? '';
    for (;;) {
      const rows = await this.database.reader.find(
        subscriptionTable,
        "event_type = 'signal' AND event_name = ? AND institution = ? AND created_at <= ? AND id > ?",
        [signal.signalName, row.institution, row.createdAt, reached],
        { orderBy: 'id', limit: page },
      );
      for (const subscription of rows) {
        reached = subscription.id;
        const given = await this.give(row, signal, subscription);
        sent.push(...given.sent);
        if (isRejection(given.answer) && given.answer.code === 'too-busy') return given;
      }
      if (rows.length < page) break;
    }
    await this.consume.settle(row, (changes) => changes.delete(deliveryTable, row.id));
    return { answer: null, sent };
  }

  private give(row: DeliveryRow, signal: SignalDelivery, subscription: SubscriptionRow): Promise<Commanded<null>> {
    return this.instances.commandOnly<null>(this.consume.command(), subscription.instanceId, async () => {
      const beside = await this.consume.beside(row);
      if (isRejection(beside)) return beside;
      const [guard] = beside.guards;
      return {
        trigger: {
          type: 'signalArrived',
          subscriptionId: subscription.id,
          variables: signal.variables,
          ...(signal.types && { types: signal.types }),
        },
        guards: beside.guards,
        change: (changes) =>
          changes.update(deliveryTable, row.id, {
            delivery: { ...signal, reached: subscription.id } as Delivery,
            revision: (guard?.revision ?? 0) + 1,
          }),
        answer: () => null,
      };
    });
  }
}
