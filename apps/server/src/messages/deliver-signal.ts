import { Injectable, Logger } from '@nestjs/common';
import type { Delivery, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Commanded } from '../instances/index.ts';
import { Instances, StartByEvent } from '../instances/index.ts';
import { Database } from '../platform/database/database.ts';
import { ConsumeDelivery, guardOf } from './consume-delivery.ts';
import { FindReceivers } from './find-receivers.ts';
import type { DeliveryRow, SubscriptionRow } from './tables.ts';
import { deliveryTable, subscriptionTable } from './tables.ts';

type SignalDelivery = Extract<Delivery, { type: 'signal' }> & {
  readonly reached?: string;
  /** The last process that it started. */
  readonly reachedStart?: string;
};

const page = 100;

/**
 * A signal walks the subscriptions that existed when it was thrown, then the processes that it starts. How far it came stands in its row, written in each
 * receiver's commit, so that a walk that was cut off goes on without reaching anybody twice, and of two that walk at the same time each leaves out whom
 * the other has reached.
 */
@Injectable()
export class DeliverSignal {
  private readonly log = new Logger('deliveries');

  constructor(
    private readonly database: Database,
    private readonly instances: Instances,
    private readonly consume: ConsumeDelivery,
    private readonly receivers: FindReceivers,
    private readonly starts: StartByEvent,
  ) {}

  async run(row: DeliveryRow, signal: SignalDelivery): Promise<Commanded<unknown>> {
    const sent: string[] = [];
    let reached = signal.reached ?? '';
    for (;;) {
      const rows = await this.database.reader.find(
        subscriptionTable,
        "event_type = 'signal' AND event_name = ? AND institution = ? AND (created_at < ? OR (created_at = ? AND id < ?)) AND id > ?",
        [signal.signalName, row.institution, row.createdAt, row.createdAt, row.id, reached],
        { orderBy: 'id', limit: page },
      );
      for (const subscription of rows) {
        reached = subscription.id;
        const given = await this.give(row, signal, subscription);
        sent.push(...given.sent);
        if (isRejection(given.answer) && given.answer.code === 'too-busy') return { ...given, sent };
      }
      if (rows.length < page) break;
    }
    const busy = await this.startAll(row, { ...signal, reached }, sent);
    if (busy) return { answer: busy, sent };
    await this.consume.settle(row, (changes) => changes.delete(deliveryTable, row.id));
    return { answer: null, sent };
  }

  /** One instance of each latest definition that starts with the signal. */
  private async startAll(row: DeliveryRow, signal: SignalDelivery, sent: string[]): Promise<Rejection | undefined> {
    const starts = (await this.receivers.startingBySignal(row.institution, signal.signalName))
      .map((start) => ({ start, place: JSON.stringify([start.processKey, start.elementId, start.definitionIndex]) }))
      .sort((a, b) => (a.place < b.place ? -1 : 1));
    for (const { start, place } of starts) {
      const current = await this.consume.current(row);
      if (isRejection(current)) return undefined;
      if (place <= (walked(current).reachedStart ?? '')) continue;
      const { answer, sent: caused } = await this.starts.run(this.consume.command(), {
        definitionId: start.definitionId,
        elementId: start.elementId,
        definitionIndex: start.definitionIndex,
        institution: row.institution,
        variables: signal.variables,
        types: signal.types,
        guards: [guardOf(current)],
        change: (changes) =>
          changes.update(deliveryTable, row.id, {
            delivery: { ...signal, reachedStart: place } as Delivery,
            revision: current.revision + 1,
          }),
      });
      sent.push(...caused);
      if (isRejection(answer) && answer.code === 'too-busy') return answer;
      if (isRejection(answer)) this.log.warn({ message: 'a signal could not start a case', start: place, code: answer.code });
    }
    return undefined;
  }

  private give(row: DeliveryRow, signal: SignalDelivery, subscription: SubscriptionRow): Promise<Commanded<null>> {
    return this.instances.commandOnly<null>(this.consume.command(), subscription.instanceId, async () => {
      const current = await this.consume.current(row);
      if (isRejection(current)) return current;
      if (subscription.id <= (walked(current).reached ?? ''))
        return rejected('subscription-closed', `The signal ${signal.signalName} has reached ${subscription.id} already.`);
      return {
        trigger: {
          type: 'signalArrived',
          subscriptionId: subscription.id,
          place: subscription,
          variables: signal.variables,
          ...(signal.types && { types: signal.types }),
        },
        guards: [guardOf(current)],
        change: (changes) =>
          changes.update(deliveryTable, row.id, {
            delivery: { ...walked(current), reached: subscription.id } as Delivery,
            revision: current.revision + 1,
          }),
        answer: () => null,
      };
    });
  }
}

const walked = ({ delivery }: DeliveryRow): SignalDelivery => delivery as SignalDelivery;
