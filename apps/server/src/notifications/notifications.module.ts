import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { Repeat } from '../platform/repeat.ts';
import { Channels } from './channels.ts';
import { ExpandNotices } from './expand-notices.ts';
import { Mailer } from './mailer.ts';
import { NoticeReaders } from './notice-readers.ts';
import { NoticeSubjects } from './notice-subjects.ts';
import { OutgoingNotices } from './outgoing-notices.ts';
import { SendNotices } from './send-notices.ts';
import { SweepNotices } from './sweep-notices.ts';

/** Milliseconds between rounds. */
const sweepEvery = 10_000;

/** Tells people by mail, and a channel in Teams, what waits for them. */
@Module({
  imports: [IdentityModule],
  providers: [Channels, ExpandNotices, Mailer, NoticeReaders, NoticeSubjects, OutgoingNotices, SendNotices, SweepNotices],
  exports: [Mailer, NoticeReaders, NoticeSubjects, SweepNotices],
})
export class NotificationsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly repeat: Repeat;

  constructor(sweep: SweepNotices) {
    this.repeat = new Repeat('the sweep of notices', sweepEvery, () => sweep.run());
  }

  onApplicationBootstrap(): void {
    this.repeat.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.repeat.stop();
  }
}
