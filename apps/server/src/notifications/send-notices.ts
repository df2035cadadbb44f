import { Injectable, Logger } from '@nestjs/common';
import type { Language } from '@gaita/contracts';
import { Institutions, PeopleDirectory } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Channels } from './channels.ts';
import type { NoticeFacts } from './notice-subjects.ts';
import { NoticeSubjects } from './notice-subjects.ts';
import { textOf, textOfMany } from './notice-text.ts';
import { anHour, claimedAtOnce, OutgoingNotices } from './outgoing-notices.ts';
import type { OutgoingNoticeRow } from './tables.ts';

const firstPause = 30_000;
/** After this many tries, which take about ten hours, it is given up. */
const mostTries = 14;

/** Sends what waits. Each mail is decided on in a commit of its own before it goes, so that a second try sends the same one. */
@Injectable()
export class SendNotices {
  private readonly log = new Logger('notices');

  constructor(
    private readonly outgoing: OutgoingNotices,
    private readonly subjects: NoticeSubjects,
    private readonly people: PeopleDirectory,
    private readonly institutions: Institutions,
    private readonly channels: Channels,
    private readonly clock: Clock,
  ) {}

  /** Gives the number of mails and posts that went out. */
  async run(): Promise<number> {
    let sent = 0;
    for (;;) {
      const claimed = await this.outgoing.claim();
      for (const rows of byReader(claimed)) sent += await this.sendTo(rows);
      if (claimed.length < claimedAtOnce) return sent;
    }
  }

  private async sendTo(rows: readonly OutgoingNoticeRow[]): Promise<number> {
    let sent = 0;
    for (const leader of rows.filter(({ id, mail }) => mail === id)) sent += await this.sendAgain(leader);
    const fresh = rows.filter(({ mail }) => mail === null);
    const [first] = fresh;
    if (!first) return sent;
    const { free, freeAt } = await this.outgoing.allowance(first);
    if (free === 0) {
      await this.outgoing.change(fresh, () => ({ notBefore: freeAt, claimedUntil: 0 }));
      return sent;
    }
    const holding = await this.withoutVoid(fresh);
    // The last mail of the hour takes all that is left, however much that is.
    const mails = holding.length <= free ? holding.map((row) => [row]) : [holding];
    for (const [leader, ...others] of mails)
      if (leader) sent += await this.send(await this.outgoing.hold([leader, ...others], { mail: leader.id }));
    return sent;
  }

  /** Unless another replica has claimed it, since sending those before it took so long. */
  private async sendAgain({ id, revision }: OutgoingNoticeRow): Promise<number> {
    const rows = await this.outgoing.ofMail(id);
    const isOurs = rows.some((row) => row.id === id && row.revision === revision);
    return isOurs ? this.send(await this.outgoing.hold(rows)) : 0;
  }

  private async withoutVoid(rows: readonly OutgoingNoticeRow[]): Promise<OutgoingNoticeRow[]> {
    const looked = await Promise.all(rows.map(async (row) => ({ row, facts: await this.factsOf(row) })));
    const over = looked.filter(({ facts }) => !facts);
    if (over.length > 0)
      await this.outgoing.change(
        over.map(({ row }) => row),
        () => ({ state: 'void' }),
      );
    return looked.flatMap(({ row, facts }) => (facts ? [row] : []));
  }

  /** Undefined when it does not hold any more, or not for this reader. */
  private async factsOf(row: OutgoingNoticeRow): Promise<NoticeFacts | undefined> {
    const looked = await this.subjects.look(row);
    return looked.holds && (row.channel === 'teams' || looked.readers.includes(row.receiver)) ? looked.facts : undefined;
  }

  private async send(rows: readonly OutgoingNoticeRow[]): Promise<number> {
    const [first] = rows;
    if (!first) return 0;
    try {
      const facts = await Promise.all(rows.map(async (row) => ({ kind: row.kind, facts: await this.factsOf(row) })));
      const holding = facts.flatMap(({ kind, facts }) => (facts ? [{ kind, facts }] : []));
      const delivered = holding.length > 0 && (await this.deliver(first, holding));
      await this.outgoing.change(rows, () => (delivered ? { state: 'sent', sentAt: this.clock.now() } : { state: 'void' }));
      return delivered ? 1 : 0;
    } catch (error) {
      await this.failed(rows, error instanceof Error ? error.message : String(error));
      return 0;
    }
  }

  /** False when there is nobody (any more) to read it. */
  private async deliver(first: OutgoingNoticeRow, notices: readonly { kind: OutgoingNoticeRow['kind']; facts: NoticeFacts }[]) {
    const [only, ...more] = notices;
    const { publicUrl } = this.channels;
    const text = (language: Language) =>
      only && more.length === 0 ? textOf(only.kind, only.facts, language, publicUrl) : textOfMany(notices, language, publicUrl);
    if (first.channel === 'teams') {
      const institution = (await this.institutions.find(first.institution)) ?? (await this.institutions.default());
      await this.channels.post(text(institution.language));
      return true;
    }
    const reader = await this.people.findAddressee(first.receiver);
    if (!reader || reader.email === '') return false;
    await this.channels.mail(reader.email, text(reader.language), first.id);
    return true;
  }

  private async failed(rows: readonly OutgoingNoticeRow[], error: string): Promise<void> {
    const now = this.clock.now();
    this.log.warn({ message: 'a notice could not be sent, it is tried again', noticeId: rows[0]?.id, error });
    await this.outgoing.change(rows, ({ tries }) => ({
      tries: tries + 1,
      error: error.slice(0, 500),
      claimedUntil: 0,
      ...(tries + 1 >= mostTries ? { state: 'failed' as const } : { notBefore: now + Math.min(firstPause * 2 ** tries, anHour) }),
    }));
  }
}

function byReader(rows: readonly OutgoingNoticeRow[]): Iterable<OutgoingNoticeRow[]> {
  const groups = new Map<string, OutgoingNoticeRow[]>();
  for (const row of rows) {
    const reader = `${row.channel} ${row.receiver}`;
    groups.set(reader, [...(groups.get(reader) ?? []), row]);
  }
  return groups.values();
}
