import { Injectable } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { millis } from '../platform/database/table.ts';
import { Ids } from '../platform/ids.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { OutgoingNoticeRow } from './tables.ts';
import { outgoingNoticeTable } from './tables.ts';

export const claimedAtOnce = 200;
/** A replica that stops in the middle holds up its claims no longer than this, milliseconds. */
const claimFor = 60_000;
/** Mails that somebody gets in an hour; what is more comes together in one. */
export const mailsAnHour = 5;
export const anHour = 3_600_000;
/** What was sent is kept so long, milliseconds. */
const keptFor = 30 * 86_400_000;

/** The rows of notices on their way. */
@Injectable()
export class OutgoingNotices {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  claim(): Promise<OutgoingNoticeRow[]> {
    const now = this.clock.now();
    return this.committer.claim<typeof outgoingNoticeTable>({
      table: outgoingNoticeTable,
      where: "state = 'waiting' AND not_before <= ? AND claimed_until <= ?",
      parameters: [now, now],
      orderBy: 'not_before, id',
      limit: claimedAtOnce,
      set: ({ revision }) => ({ claimedUntil: now + claimFor, revision: revision + 1 }),
    });
  }

  /** The notices of a mail that was decided on before; the first is the one whose id it bears. */
  ofMail(mail: string): Promise<OutgoingNoticeRow[]> {
    return this.database.reader.find(outgoingNoticeTable, "mail = ? AND state = 'waiting'", [mail], {
      orderBy: 'created_at, id',
    });
  }

  /** How many more mails the reader may get now, and when there is room again. */
  async allowance({ channel, receiver }: OutgoingNoticeRow): Promise<{ free: number; freeAt: number }> {
    const since = this.clock.now() - anHour;
    const recent = await this.database.reader.query(
      "SELECT MIN(sent_at) AS sent_at FROM outgoing_notice WHERE channel = ? AND receiver = ? AND state = 'sent' AND sent_at > ? GROUP BY mail ORDER BY 1",
      [channel, receiver, since],
      { sentAt: millis() },
    );
    return { free: Math.max(0, mailsAnHour - recent.length), freeAt: (recent.at(-mailsAnHour)?.sentAt ?? since) + anHour };
  }

  /** Holds on to rows while they are sent, as `change`. */
  hold(rows: readonly OutgoingNoticeRow[], set: Partial<OutgoingNoticeRow> = {}): Promise<OutgoingNoticeRow[]> {
    return this.change(rows, () => ({ ...set, claimedUntil: this.clock.now() + claimFor }));
  }

  /** Changes rows as they were read, and gives them as they are then; none when one has changed meanwhile: another replica has them. */
  async change(
    rows: readonly OutgoingNoticeRow[],
    set: (row: OutgoingNoticeRow) => Partial<OutgoingNoticeRow>,
  ): Promise<OutgoingNoticeRow[]> {
    const command = { id: this.ids.next(), account: 'system' };
    const changes = new RowChanges();
    const guards = rows.map((row) => changes.revise(outgoingNoticeTable, row, set(row)));
    const changed = await this.committer.run(command, async () => ({
      guards,
      changes: changes.list(),
      commands: [{ command, answer: null }],
      answer: null,
      afterCommit: [],
    }));
    return isRejection(changed) ? [] : rows.map((row) => ({ ...row, ...set(row), revision: row.revision + 1 }));
  }

  /** Forgets what was sent long ago, a piece at a time. */
  async forget(): Promise<void> {
    const old = await this.database.reader.find(
      outgoingNoticeTable,
      "state IN ('sent', 'void', 'failed') AND not_before < ?",
      [this.clock.now() - keptFor],
      { orderBy: 'state, not_before', limit: 500 },
    );
    if (old.length === 0) return;
    const command = { id: this.ids.next(), account: 'system' };
    const changes = new RowChanges();
    for (const { id } of old) changes.delete(outgoingNoticeTable, id);
    await this.committer.run(command, async () => ({
      guards: [],
      changes: changes.list(),
      commands: [{ command, answer: null }],
      answer: null,
      afterCommit: [],
    }));
  }
}
