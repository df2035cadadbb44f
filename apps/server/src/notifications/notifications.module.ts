import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { Mailer } from './mailer.ts';
import { NoticeSubjects } from './notice-subjects.ts';

/** Tells people by mail, and a channel in Teams, what waits for them. */
@Module({
  imports: [IdentityModule],
  providers: [Mailer, NoticeSubjects],
  exports: [Mailer, NoticeSubjects],
})
export class NotificationsModule {}
