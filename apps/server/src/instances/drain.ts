import { Injectable } from '@nestjs/common';

/** Delivers what a command caused: ids of `delivery` rows, lowest first. Never throws. */
export type Drain = (deliveryIds: readonly string[]) => Promise<void>;

/** Port: the feature that owns deliveries registers how they are drained before a command answers. */
@Injectable()
export class Deliveries {
  private drain: Drain = async () => {};

  register(drain: Drain): void {
    this.drain = drain;
  }

  run(deliveryIds: readonly string[]): Promise<void> {
    return this.drain(deliveryIds);
  }
}
