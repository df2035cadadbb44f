import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { rejected } from '@gaita/contracts';
import { VirtualClock } from '../platform/clock.ts';
import type { Committer } from '../platform/committer.ts';
import type { Database } from '../platform/database/database.ts';
import type { WakeQueue } from '../platform/queue/wake-queue.ts';
import type { Claim } from '../platform/write-plan.ts';
import type { FireStartTimer } from './fire-start-timer.ts';
import type { FireTimer } from './fire-timer.ts';
import { SweepDueTimers } from './sweep-due-timers.ts';

const range = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `t${n}`, dueAt: n }));

describe('The sweep for due timers', () => {
  /** What each claim finds, one after the other. */
  let claims: { readonly id: string }[][];
  let asked: Claim[];
  let found: Record<string, unknown[]>;
  let scheduled: string[];
  let answers: Record<string, unknown>;
  let warnings: object[];
  let sweep: SweepDueTimers;
  const warn = Logger.prototype.warn;

  beforeEach(() => {
    [claims, asked, found, scheduled, answers, warnings] = [[], [], {}, [], {}, []];
    const committer = {
      claim: async (claim: Claim) => {
        asked.push(claim);
        if (asked.length > 10) throw new Error('it claims again and again');
        return claims.shift() ?? [];
      },
    };
    const reader = {
      find: async ({ name }: { name: string }, where: string, parameters: unknown[], order: object) => {
        found[name]!.push([where, parameters, order]);
        return [{ id: `of ${name}`, dueAt: 7 }];
      },
      findOne: async ({ name }: { name: string }, where: string, parameters: unknown[], order: string) => {
        expect([where, parameters, order]).toEqual(['', [], 'due_at, id']);
        return found[name]![0];
      },
    };
    const fire = (kind: string) => ({
      run: async (id: string) => {
        const answer = answers[`${kind} ${id}`] ?? { fired: true };
        if (answer instanceof Error) throw answer;
        return answer;
      },
    });
    const queue = { schedule: (wake: string, id: string, dueAt: number) => scheduled.push(`${wake} ${id} ${dueAt}`) };
    Logger.prototype.warn = function (this: { context?: string }, message: object) {
      warnings.push({ from: this.context, ...message });
    };
    sweep = new SweepDueTimers(
      { reader } as unknown as Database,
      committer as unknown as Committer,
      new VirtualClock(100_000),
      queue as unknown as WakeQueue,
      fire('timer') as unknown as FireTimer,
      fire('start') as unknown as FireStartTimer,
    );
  });
  afterEach(() => {
    Logger.prototype.warn = warn;
  });

  it('claims for four seconds what is due, the oldest first, of cases and then of starts', async () => {
    claims = [range(2), range(3)];
    expect(await sweep.run()).toBe(5);
    const [ofCases, ofStarts, ...more] = asked;
    expect([ofCases!.table.name, ofStarts!.table.name, more]).toEqual(['timer', 'start_timer', []]);
    for (const claim of [ofCases!, ofStarts!]) {
      expect(claim).toMatchObject({ where: 'due_at <= ? AND claimed_until <= ?', parameters: [100_000, 100_000] });
      expect(claim).toMatchObject({ orderBy: 'due_at, id', limit: 100 });
      expect(claim.set({ revision: 4 } as never)).toEqual({ claimedUntil: 104_000, revision: 5 });
    }
  });

  it('leaves alone what fell due a short while ago when told so, and goes on while it finds a hundred at a time', async () => {
    claims = [range(100), range(100), range(99)];
    expect(await sweep.run(5_000)).toBe(299);
    expect(asked.map(({ table, parameters }) => [table.name, ...parameters])).toEqual([
      ...Array.from({ length: 3 }, () => ['timer', 95_000, 100_000]),
      ['start_timer', 95_000, 100_000],
    ]);
  });

  it('counts what fired, and says of what it could not fire why, but not where it has ended meanwhile', async () => {
    claims = [range(4), range(2)];
    answers = {
      'timer t0': { fired: false },
      'timer t1': rejected('timer-not-scheduled', 'It has fired.'),
      'timer t2': rejected('too-busy', 'Later.'),
      'start t1': new Error('the database is away'),
    };
    expect(await sweep.run()).toBe(2);
    const warning = { from: 'timers', message: 'a timer could not fire, it is tried again' };
    expect(warnings).toEqual([
      { ...warning, timerId: 't2', code: 'too-busy' },
      { ...warning, timerId: 't1', error: 'the database is away' },
    ]);
  });

  it('arms what falls due within the time, a thousand at most, each under its name', async () => {
    found = { timer: [], start_timer: [] };
    await sweep.arm(12_000);
    const asking = ['due_at > ? AND due_at <= ?', [100_000, 112_000], { orderBy: 'due_at, id', limit: 1_000 }];
    expect(found).toEqual({ timer: [asking], start_timer: [asking] });
    expect(scheduled).toEqual(['timer of timer 7', 'start-timer of start_timer 7']);
  });

  it('tells when the next timer of all is due', async () => {
    const next = (timer: unknown[], start: unknown[]) => {
      found = { timer, start_timer: start };
      return sweep.nextDueAt();
    };
    expect(await next([{ dueAt: 5 }], [{ dueAt: 3 }])).toBe(3);
    expect(await next([{ dueAt: 5 }], [{ dueAt: 8 }])).toBe(5);
    expect(await next([], [{ dueAt: 8 }])).toBe(8);
    expect(await next([], [])).toBeUndefined();
  });
});
