import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { reach } from '../platform/fail-points.ts';
import { Deliver } from './deliver.ts';

/** A command waits for what it caused for so long or so many deliveries; the sweep takes the rest. */
const longest = 200;
const most = 50;

/** Delivers what a command caused, and what that caused, lowest first. */
@Injectable()
export class DrainDeliveries {
  private readonly log = new Logger('deliveries');

  constructor(
    private readonly deliver: Deliver,
    private readonly clock: Clock,
  ) {}

  async run(deliveryIds: readonly string[]): Promise<void> {
    reach('drain-begun');
    await this.drain(deliveryIds);
    reach('drain-done');
  }

  private async drain(deliveryIds: readonly string[]): Promise<void> {
    const until = this.clock.now() + longest;
    const open = [...deliveryIds].sort();
    for (let count = 0; count < most && this.clock.now() < until; count++) {
      const id = open.shift();
      if (id === undefined) return;
      try {
        open.push(...(await this.deliver.run(id)));
        reach('delivery-brought');
        open.sort();
      } catch (error) {
        this.log.warn({
          message: 'a delivery failed, the sweep will try again',
          deliveryId: id,
          error: (error as Error).message,
        });
      }
    }
  }
}
