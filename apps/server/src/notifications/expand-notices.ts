import { Injectable, Logger } from '@nestjs/common';
import { PeopleDirectory } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { hashOf } from '../platform/hash-of.ts';
import { Ids } from '../platform/ids.ts';
import type { RowChange } from '../platform/write-plan.ts';
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

interface Expanded {
  readonly notice: PlannedNoticeRow;
  readonly changes: readonly RowChange[];
}

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
      await this.settle((await Promise.all(claimed.map((notice) => this.attempt(notice)))).flat());
      looked += claimed.length;
      if (claimed.length === 0) return looked;
    }
  }

  /** Nothing when it could not be looked at. */
  private async attempt(notice: PlannedNoticeRow): Promise<Expanded[]> {
    try {
      return [await this.expand(notice, await this.subjects.look(notice))];
    } catch (error) {
      this.tellOf(notice, error);
      return [];
    }
  }

  private async expand(notice: PlannedNoticeRow, looked: Looked): Promise<Expanded> {
    const changes = new RowChanges();
    if (looked.holds) await this.addressTo(changes, notice, looked);
    if (looked.holds && looked.next) {
      const { kind, notBefore, details = notice.details } = looked.next;
      changes.revise(plannedNoticeTable, notice, { kind, notBefore, details, claimedUntil: 0, tries: 0 });
    } else changes.delete(plannedNoticeTable, notice.id);
    return { notice, changes: changes.list() };
  }

  /** All in one commit: a notice by itself would cost as much as a person's command. Where that does not go, each in its own. */
  private async settle(expanded: readonly Expanded[]): Promise<void> {
    if (expanded.length === 0) return;
    const command = { id: this.ids.next(), account: 'system' };
    let isWritten = false;
    try {
      const outcome = await this.committer.commit({
        guards: expanded.map(({ notice: { id, revision } }) => ({ table: plannedNoticeTable, id, revision, mode: 'write' })),
        changes: expanded.flatMap(({ changes }) => changes),
        commands: [{ command, answer: null }],
        answer: null,
        afterCommit: [],
      });
      isWritten = outcome === 'committed';
    } catch (error) {
      const [only, ...others] = expanded;
      if (only && others.length === 0) this.tellOf(only.notice, error);
    }
    // lost with others: somebody else has taken one of them over
    if (!isWritten && expanded.length > 1) for (const each of expanded) await this.settle([each]);
  }

  private tellOf({ id }: PlannedNoticeRow, error: unknown): void {
    this.log.warn({ message: 'a notice could not be looked at, it is tried again', noticeId: id, error: String(error) });
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
