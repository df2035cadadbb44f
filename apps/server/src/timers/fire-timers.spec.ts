import { beforeEach, describe, expect, it } from '@jest/globals';
import { createCalendar } from '@gaita/calendar';
import { isRejection, rejected } from '@gaita/contracts';
import type { Calendars, Institutions } from '../identity/index.ts';
import type { Decision, Deliveries, Instances, StartByEvent } from '../instances/index.ts';
import { VirtualClock } from '../platform/clock.ts';
import type { Database } from '../platform/database/database.ts';
import type { Ids } from '../platform/ids.ts';
import type { WakeQueue } from '../platform/queue/wake-queue.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { FireStartTimer } from './fire-start-timer.ts';
import type { Fired } from './fire-timer.ts';
import { FireTimer } from './fire-timer.ts';
import type { StartTimerRow, TimerRow } from './tables.ts';
import { startTimerTable, timerTable } from './tables.ts';
import { WakeTimers } from './wake-timers.ts';

const due = 60_000;
const hour = 3_600_000;
const timer = { id: 't1', instanceId: 'i1', tokenId: 'k1', scopeId: 's1', dueAt: due, revision: 3 } as TimerRow;
const start: StartTimerRow = {
  ...{ id: 't1', institution: 'riga', definitionId: 'd1', processKey: 'daily', elementId: 'everyDay' },
  ...{ dueAt: due, cycle: null, claimedUntil: 0, definitionIndex: 2, revision: 3 },
};
const gone = rejected('timer-not-scheduled', 'Timer t1 is not scheduled: it has fired, or the case went on without it.', {
  timerId: 't1',
});

describe('Firing', () => {
  let clock: VirtualClock;
  let rows: unknown[];
  let calls: string[];
  let wakes: WakeTimers;
  const queue = {
    schedule: (name: string, id: string, at: number) => void calls.push(`schedule ${name} ${id} ${at}`),
  } as unknown as WakeQueue;
  const database = {
    reader: {
      byId: async ({ name }: { name: string }, id: string) => {
        calls.push(`read ${name} ${id}`);
        return rows.shift();
      },
    },
  } as unknown as Database;
  const ids = { next: () => 'c1' } as Ids;

  beforeEach(() => {
    clock = new VirtualClock(due);
    calls = [];
    wakes = new WakeTimers(clock, queue);
  });

  describe('a timer of a case', () => {
    let commanded: unknown[];
    /** How often the commit is prepared, and what becomes of it when it is not what was decided. */
    let prepared: number;
    let outcome: unknown;

    beforeEach(() => {
      [commanded, prepared, outcome] = [[], 1, undefined];
    });
    const instances = {
      command: async (command: object, instanceId: string, decide: () => Promise<Decision<Fired>>) => {
        commanded.push([command, instanceId]);
        let decision: Awaited<ReturnType<typeof decide>>;
        for (let n = 0; n < prepared; n++) commanded.push((decision = await decide()));
        return outcome ?? (isRejection(decision!) ? decision! : decision!.answer([]));
      },
    } as unknown as Instances;
    const run = () => new FireTimer(database, instances, wakes, ids).run('t1');

    it('lets its token go on, by the row as it was read', async () => {
      rows = [timer];
      expect(await run()).toEqual({ fired: true });
      expect(commanded).toEqual([
        [{ id: 'c1', account: 'system' }, 'i1'],
        {
          trigger: { type: 'timerDue', timerId: 't1', place: timer },
          guards: [{ table: timerTable, id: 't1', revision: 3, mode: 'write' }],
          answer: expect.any(Function),
        },
      ]);
      expect(calls).toEqual(['read timer t1']);
    });

    it('reads it again only where the commit is prepared again, and stops where it has gone', async () => {
      [rows, prepared] = [[timer, { ...timer, revision: 4 }, undefined], 3];
      expect(await run()).toEqual(gone);
      expect(commanded.slice(1)).toMatchObject([{ guards: [{ revision: 3 }] }, { guards: [{ revision: 4 }] }, gone]);
      expect(calls).toHaveLength(3);
    });

    it('is refused where there is none, and where the case has ended; what else is refused, is told', async () => {
      rows = [];
      expect(await run()).toEqual(gone);
      expect(commanded).toEqual([]);
      [rows, outcome] = [[timer], rejected('instance-unknown', 'No.')];
      expect(await run()).toEqual(gone);
      [rows, outcome] = [[timer], rejected('too-busy', 'Later.')];
      expect(await run()).toEqual(outcome);
    });

    it('waits on when it is not due yet', async () => {
      rows = [{ ...timer, dueAt: due + hour }];
      expect(await run()).toEqual({ fired: false });
      expect(commanded).toEqual([]);
      expect(calls).toEqual(['read timer t1', `schedule timer t1 ${due + hour}`]);
    });
  });

  describe('a timer that starts cases', () => {
    let started: { readonly guards: unknown; readonly [key: string]: unknown }[];
    let changes: RowChanges;
    let answer: { answer: unknown; sent: string[] };

    beforeEach(() => {
      [started, changes, answer] = [[], new RowChanges(), { answer: { instanceId: 'i1' }, sent: [] }];
    });
    const starts = {
      run: async (command: object, { change, ...input }: { change(of: RowChanges): void; guards: unknown }) => {
        started.push({ command, ...input });
        change(changes);
        return answer;
      },
    } as unknown as StartByEvent;
    const deliveries = { run: async (sent: string[]) => void calls.push(`deliver ${sent.join()}`) } as unknown as Deliveries;
    const institutions = {
      ofNewInstance: async ({ definition }: { definition: string }) => `in ${definition}`,
    } as unknown as Institutions;
    const calendars = {
      of: async (institution: string) => {
        calls.push(`calendar of ${institution}`);
        return createCalendar({ country: 'LV', zone: 'Europe/Riga', movedDays: false });
      },
    } as unknown as Calendars;
    const run = () => new FireStartTimer(database, starts, deliveries, institutions, calendars, wakes, ids).run('t1');

    it('starts one in the institution of the definition, and goes with it', async () => {
      rows = [start];
      expect(await run()).toEqual({ fired: true });
      expect(started).toEqual([
        {
          command: { id: 'c1', account: 'system' },
          ...{ definitionId: 'd1', elementId: 'everyDay', definitionIndex: 2, institution: 'in riga', variables: {} },
          guards: [{ table: startTimerTable, id: 't1', revision: 3, mode: 'write' }],
        },
      ]);
      expect(changes.list()).toEqual([{ op: 'delete', table: startTimerTable, id: 't1' }]);
      expect(calls).toEqual(['read start_timer t1', 'calendar of riga']);
    });

    it('goes on with its cycle, of which the queue is told, to its last point', async () => {
      const cycle = (last: number) => `1|${last}|${due - hour}|PT1H`;
      rows = [{ ...start, cycle: cycle(3) }];
      answer.sent = ['m1', 'm2'];
      expect(await run()).toEqual({ fired: true });
      expect(changes.list()).toEqual([
        {
          ...{ op: 'update', table: startTimerTable, id: 't1' },
          set: { dueAt: due + hour, cycle: expect.stringMatching(/^3\|3\|/), claimedUntil: 0, revision: 4 },
        },
      ]);
      expect(calls.slice(2)).toEqual(['deliver m1,m2', `schedule start-timer t1 ${due + hour}`]);
      changes = new RowChanges();
      rows = [{ ...start, cycle: cycle(2) }];
      await run();
      expect(changes.list()).toMatchObject([{ op: 'update', set: { dueAt: due + hour, cycle: null } }]);
      changes = new RowChanges();
      rows = [{ ...start, cycle: cycle(1) }];
      await run();
      expect(changes.list()).toMatchObject([{ op: 'delete' }]);
    });

    it('is refused where there is none, and tells what starting refuses, without going on', async () => {
      rows = [];
      expect(await run()).toEqual(rejected('timer-not-scheduled', 'Start timer t1 is not scheduled.', { timerId: 't1' }));
      [rows, answer] = [[{ ...start, cycle: `1||${due - hour}|PT1H` }], { answer: rejected('too-busy', 'Later.'), sent: [] }];
      expect(await run()).toEqual(answer.answer);
      expect(calls.filter((call) => call.startsWith('schedule'))).toEqual([]);
    });

    it('waits on when it is not due yet', async () => {
      rows = [{ ...start, dueAt: due + hour }];
      expect(await run()).toEqual({ fired: false });
      expect([started, calls]).toEqual([[], ['read start_timer t1', `schedule start-timer t1 ${due + hour}`]]);
    });
  });
});
