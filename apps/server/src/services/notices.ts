import { Injectable } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import type { JobWork } from '../jobs/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { OperationalError } from '../platform/errors.ts';
import { Ids } from '../platform/ids.ts';
import type { Guard } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { Mail } from '../notifications/index.ts';
import { Mailer } from '../notifications/index.ts';
import type { NoticeRow } from './tables.ts';
import { noticeTable } from './tables.ts';

export type NoticeText = Pick<NoticeRow, 'role' | 'account' | 'subject' | 'body' | 'texts'>;

/** Keeps what was sent to whom, one notice a job, and sends its mail once (a crash in between may repeat it). */
@Injectable()
export class Notices {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @param mails what goes out by mail; no notice fails because no mail server is configured */
  async send(work: JobWork, notice: NoticeText, mails: readonly Omit<Mail, 'id'>[]): Promise<void> {
    const { idempotencyKey } = work;
    const row = (await this.database.reader.byId(noticeTable, idempotencyKey)) ?? (await this.keep(work, notice, mails));
    if (row.mail !== 'pending') return;
    for (const [index, mail] of mails.entries()) await this.mailer.send({ ...mail, id: `${idempotencyKey}.${index}` });
    await this.write(
      (changes) => changes.update(noticeTable, row.id, { mail: 'sent', revision: row.revision + 1 }),
      [{ table: noticeTable, id: row.id, revision: row.revision, mode: 'write' }],
    );
  }

  private async keep(
    { job, institution, idempotencyKey }: JobWork,
    notice: NoticeText,
    mails: readonly Omit<Mail, 'id'>[],
  ): Promise<NoticeRow> {
    const row: NoticeRow = {
      id: idempotencyKey,
      institution,
      instanceId: job.instanceId,
      processKey: job.processKey,
      ...notice,
      recipients: mails.flatMap(({ to }) => to),
      mail: mails.length === 0 ? 'none' : this.mailer.isConfigured ? 'pending' : 'not-configured',
      createdAt: this.clock.now(),
      revision: 1,
    };
    await this.write((changes) => changes.insert(noticeTable, row));
    return row;
  }

  private async write(change: (changes: RowChanges) => void, guards: readonly Guard[] = []): Promise<void> {
    const command = { id: this.ids.next(), account: 'system' };
    const changes = new RowChanges();
    change(changes);
    const answer = await this.committer.run(command, async () => ({
      guards,
      changes: changes.list(),
      commands: [{ command, answer: null }],
      answer: null,
      afterCommit: [],
    }));
    if (isRejection(answer)) throw new OperationalError(answer.message);
  }
}
