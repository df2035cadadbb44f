import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { id } from '../platform/database/table.ts';
import { ConsumeDelivery } from './consume-delivery.ts';
import { Deliver } from './deliver.ts';
import { deliveryTable } from './tables.ts';

const page = 100;
/** Deliveries that those which it takes up cause in turn, at the most: the next round takes the rest. Cases can cause them without end. */
const mostCaused = 300;

/** Takes what no drain delivered: after a crash, behind a busy receiver, for messages whose receiver came later. */
@Injectable()
export class SweepDeliveries {
  private readonly log = new Logger('deliveries');
  /** Where the next round goes on, so that messages which nobody wants stand in nobody's way. */
  private heldFrom = '';

  constructor(
    private readonly database: Database,
    private readonly deliver: Deliver,
    private readonly consume: ConsumeDelivery,
    private readonly clock: Clock,
  ) {}

  /** Gives the number of deliveries that it took up. */
  async run(): Promise<number> {
    const now = this.clock.now();
    const { reader } = this.database;
    const waiting = await reader.find(deliveryTable, "state = 'waiting' AND available_at <= ?", [now], {
      orderBy: 'id',
      limit: page,
    });
    const budget = { caused: mostCaused };
    for (const row of waiting) await this.follow(row.id, budget);
    const held = await reader.query(
      `SELECT DISTINCT delivery.id AS id FROM delivery
       WHERE delivery.state = 'held' AND (delivery.expires_at IS NULL OR delivery.expires_at > ?)
         AND (delivery.message_name IN (SELECT event_name FROM subscription) OR delivery.message_name IN (SELECT event_name FROM start_subscription))
         AND delivery.id > ? ORDER BY delivery.id LIMIT ${page}`,
      [now, this.heldFrom],
      { id: id() },
    );
    for (const row of held) await this.follow(row.id, budget);
    this.heldFrom = held.length === page ? held.at(-1)!.id : '';
    const late = await reader.find(deliveryTable, "state = 'held' AND expires_at <= ?", [now], { orderBy: 'id', limit: page });
    for (const row of late) {
      this.log.warn({ message: 'a message found no receiver', deliveryId: row.id, messageName: row.messageName });
      await this.consume.settle(row, (changes, current) =>
        changes.update(deliveryTable, row.id, { state: 'expired', revision: current.revision + 1 }),
      );
    }
    return waiting.length + held.length + late.length;
  }

  /** Messages of that name that were held: somebody waits now. Never throws: what it does not reach the next round takes. */
  async wake(messageName: string): Promise<void> {
    try {
      await this.bringHeld(messageName);
    } catch (error) {
      this.log.warn({ message: 'held messages wait for the next round', messageName, error: (error as Error).message });
    }
  }

  private async bringHeld(messageName: string): Promise<void> {
    for (let last = '', full = true; full;) {
      const rows = await this.database.reader.find(
        deliveryTable,
        "message_name = ? AND state = 'held' AND id > ?",
        [messageName, last],
        { orderBy: 'id', limit: page },
      );
      for (const row of rows) await this.follow(row.id, { caused: page });
      last = rows.at(-1)?.id ?? last;
      full = rows.length === page;
    }
  }

  /** Brings it, and what it causes in turn while the budget lasts. */
  private async follow(deliveryId: string, budget: { caused: number }): Promise<void> {
    const open = [...(await this.bring(deliveryId))];
    for (; budget.caused > 0 && open.length > 0; budget.caused--) open.push(...(await this.bring(open.shift()!)));
  }

  private async bring(deliveryId: string): Promise<readonly string[]> {
    try {
      return await this.deliver.run(deliveryId);
    } catch (error) {
      this.log.warn({ message: 'a delivery failed, it is tried again', deliveryId, error: (error as Error).message });
      return [];
    }
  }
}
