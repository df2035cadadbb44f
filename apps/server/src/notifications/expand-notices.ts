import { Injectable, Logger } from '@nestjs/common';
import { PeopleDirectory } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { hashOf } from '../platform/hash-of.ts';
import { Ids } from '../platform/ids.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { Channels } from './channels.ts';
import type { Looked } from './notice-subjects.ts';
import { NoticeSubjects } from './notice-subjects.ts';
import type { PlannedNoticeRow } from './tables.ts';
import { outgoingNoticeTable, plannedNoticeTable } from './tables.ts';

const claimedAtOnce = 100;
/** A notice that cannot be looked at is tried again after this time, longer with each try, milliseconds. */
const firstPause = 20_000;
const longestPause = 3_600_000;

/** Turns a planned notice that has come to its time into one for each person whom it is for. */
@Injectable()
export class ExpandNotices {
  private readonly log = new Logger('notices');

  constructor(
    private readonly committer: Committer,
    private readonly subjects: NoticeSubjects,
    private readonly people: PeopleDirectory,
    private readonly channels: Channels,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Gives the number of notices that were looked at. */
  async run(): Promise<number> {
    let looked = 0;
    for (;;) {
      const now = this.clock.now();
      const claimed = await this.committer.claim<typeof plannedNoticeTable>({
        table: plannedNoticeTable,
        where: 'not_before <= ? AND claimed_until <= ?',
        parameters: [now, now],
        orderBy: 'not_before, id',
        limit: claimedAtOnce,
        set: ({ revision, tries }) => ({
          claimedUntil: now + Math.min(firstPause * 2 ** tries, longestPause),
          tries: tries + 1,
          revision: revision + 1,
        }),
      });
      await Promise.all(claimed.map((notice) => this.attempt(notice)));
      looked += claimed.length;
      if (claimed.length === 0) return looked;
    }
  }

  private async attempt(notice: PlannedNoticeRow): Promise<void> {
    try {
      await this.expand(notice, await this.subjects.look(notice));
    } catch (error) {
      this.log.warn({ message: 'a notice could not be looked at, it is tried again', noticeId: notice.id, error: String(error) });
    }
  }

  private async expand(notice: PlannedNoticeRow, looked: Looked): Promise<void> {
    const changes = new RowChanges();
    if (looked.holds) await this.addressTo(changes, notice, looked);
    if (looked.holds && looked.next) {
      const { kind, notBefore, details = notice.details } = looked.next;
      changes.update(plannedNoticeTable, notice.id, { kind, notBefore, details, claimedUntil: 0, tries: 0 });
      changes.update(plannedNoticeTable, notice.id, { revision: notice.revision + 1 });
    } else changes.delete(plannedNoticeTable, notice.id);
    const command = { id: this.ids.next(), account: 'system' };
    await this.committer.run(command, async () => ({
      guards: [{ table: plannedNoticeTable, id: notice.id, revision: notice.revision, mode: 'write' }],
      changes: changes.list(),
      commands: [{ command, answer: null }],
      answer: null,
      afterCommit: [],
    }));
  }

  private async addressTo(changes: RowChanges, notice: PlannedNoticeRow, { readers }: Extract<Looked, { holds: true }>) {
    const { institution, kind, taskId, instanceId, account, role, causedBy, details } = notice;
    const add = (channel: 'mail' | 'teams', receiver: string) =>
      changes.insert(outgoingNoticeTable, {
        ...{ institution, kind, taskId, instanceId, account, role, causedBy, details, channel, receiver },
        id: hashOf(notice.id, kind, JSON.stringify(details), channel, receiver),
        state: 'waiting',
        mail: null,
        notBefore: this.clock.now(),
        claimedUntil: 0,
        tries: 0,
        error: null,
        createdAt: this.clock.now(),
        sentAt: null,
        revision: 1,
      });
    const told = [...new Set(readers)].filter((reader) => reader !== causedBy);
    if (this.channels.postsOf(kind) && told.length > 0) add('teams', '');
    if (!this.channels.sendsMail) return;
    for (const reader of told) if (await this.wants(reader, notice)) add('mail', reader);
  }

  /** Somebody with an address, who has not switched this kind of mail off. */
  private async wants(account: string, { kind }: PlannedNoticeRow): Promise<boolean> {
    const person = await this.people.findAddressee(account);
    return person !== undefined && person.email !== '' && (await this.channels.wantedBy(account, kind));
  }
}
