import { Injectable } from '@nestjs/common';
import { ExpandNotices } from './expand-notices.ts';
import { OutgoingNotices } from './outgoing-notices.ts';
import { SendNotices } from './send-notices.ts';

/** Looks at what has come to its time and sends what waits. */
@Injectable()
export class SweepNotices {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly expand: ExpandNotices,
    private readonly send: SendNotices,
    private readonly outgoing: OutgoingNotices,
  ) {}

  /** One round after the other; gives the number of mails and posts that went out. */
  run(): Promise<number> {
    const round = this.last.then(
      () => this.round(),
      () => this.round(),
    );
    this.last = round;
    return round;
  }

  private async round(): Promise<number> {
    await this.expand.run();
    const sent = await this.send.run();
    await this.outgoing.forget();
    return sent;
  }
}
