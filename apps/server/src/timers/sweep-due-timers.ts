import { Injectable, Logger } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { WakeQueue } from '../platform/queue/wake-queue.ts';
import type { Fired } from './fire-timer.ts';
import { FireTimer } from './fire-timer.ts';
import { FireStartTimer } from './fire-start-timer.ts';
import { startTimerTable, timerTable } from './tables.ts';
import { startTimerWake, timerWake } from './wakes.ts';

const claimedAtOnce = 100;
/** A replica that stops in the middle holds up its claims no longer than this, milliseconds. */
const claimFor = 4_000;
/** Timers that are put into the queue again in one sweep, at most. */
const armedAtOnce = 1_000;

type Fire = (timerId: string) => Promise<Fired | Rejection>;

/** Fires what is due and nobody woke for: after a start, after Redis lost its data, beside a queue that stands still. */
@Injectable()
export class SweepDueTimers {
  private readonly log = new Logger('timers');

  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly queue: WakeQueue,
    private readonly fireTimer: FireTimer,
    private readonly fireStartTimer: FireStartTimer,
  ) {}

  /**
   * Gives the number of timers that fired.
   * @param overdue only what was due so many milliseconds ago
   */
  async run(overdue = 0): Promise<number> {
    const ofInstances = await this.sweep(timerTable, overdue, (id) => this.fireTimer.run(id));
    return ofInstances + (await this.sweep(startTimerTable, overdue, (id) => this.fireStartTimer.run(id)));
  }

  /** Puts what falls due within the time into the queue, where it may be already. */
  async arm(within: number): Promise<void> {
    const now = this.clock.now();
    for (const [table, wake] of [[timerTable, timerWake] as const, [startTimerTable, startTimerWake] as const]) {
      const soon = await this.database.reader.find<typeof timerTable | typeof startTimerTable>(
        table,
        'due_at > ? AND due_at <= ?',
        [now, now + within],
        { orderBy: 'due_at, id', limit: armedAtOnce },
      );
      for (const { id, dueAt } of soon) this.queue.schedule(wake, id, dueAt);
    }
  }

  /** When the next timer of all is due; undefined when there is none. */
  async nextDueAt(): Promise<number | undefined> {
    const { reader } = this.database;
    const timer = await reader.findOne(timerTable, '', [], 'due_at, id');
    const start = await reader.findOne(startTimerTable, '', [], 'due_at, id');
    const due = [timer, start].flatMap((row) => row?.dueAt ?? []);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  private async sweep(table: typeof timerTable | typeof startTimerTable, overdue: number, fire: Fire): Promise<number> {
    let fired = 0;
    for (;;) {
      const now = this.clock.now();
      const claimed = await this.committer.claim<typeof timerTable | typeof startTimerTable>({
        table,
        where: 'due_at <= ? AND claimed_until <= ?',
        parameters: [now - overdue, now],
        orderBy: 'due_at, id',
        limit: claimedAtOnce,
        set: ({ revision }) => ({ claimedUntil: now + claimFor, revision: revision + 1 }),
      });
      const answers = await Promise.all(claimed.map(({ id }) => this.attempt(id, fire)));
      fired += answers.filter(Boolean).length;
      if (claimed.length < claimedAtOnce) return fired;
    }
  }

  private async attempt(timerId: string, fire: Fire): Promise<boolean> {
    try {
      const answer = await fire(timerId);
      if (!isRejection(answer)) return answer.fired;
      if (answer.code !== 'timer-not-scheduled')
        this.log.warn({ message: 'a timer could not fire, it is tried again', timerId, code: answer.code });
    } catch (error) {
      this.log.warn({ message: 'a timer could not fire, it is tried again', timerId, error: (error as Error).message });
    }
    return false;
  }
}
