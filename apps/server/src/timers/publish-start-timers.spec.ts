import { describe, expect, it } from '@jest/globals';
import { createCalendar } from '@gaita/calendar';
import { readModel } from '@gaita/bpmn';
import { compile } from '@gaita/engine';
import { modelFile } from '../../../../test/support/small-model.ts';
import type { Calendars } from '../identity/index.ts';
import type { PublishedDefinition } from '../models/index.ts';
import type { Database } from '../platform/database/database.ts';
import type { Ids } from '../platform/ids.ts';
import type { WakeQueue } from '../platform/queue/wake-queue.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { PublishStartTimers } from './publish-start-timers.ts';
import { startTimerTable } from './tables.ts';

const now = Date.UTC(2026, 2, 2, 9);
const hour = 3_600_000;
const timer = (what: string) => `<timerEventDefinition>${what}</timerEventDefinition>`;
const start = (id: string, inside: string) =>
  `<startEvent id="${id}">${inside}</startEvent><sequenceFlow id="to-${id}" sourceRef="${id}" targetRef="end"/>`;

describe('A published version', () => {
  const publish = async (starts: string, previous?: { id: string }) => {
    const { processes } = await readModel(modelFile('daily', `${starts}<endEvent id="end"/>`));
    const calls: string[] = [];
    const changes = new RowChanges();
    const effects: (() => void)[] = [];
    const reader = {
      find: async (table: unknown, where: string, parameters: unknown[]) => {
        expect([table, where]).toEqual([startTimerTable, 'definition_id = ?']);
        return [`${parameters.join()}-1`, `${parameters.join()}-2`].map((id) => ({ id }));
      },
    };
    const calendars = {
      of: async (institution: string) => {
        calls.push(`calendar of ${institution}`);
        return createCalendar({ country: 'LV', zone: 'Europe/Riga', movedDays: false });
      },
    };
    const queue = { schedule: (name: string, id: string, at: number) => calls.push(`schedule ${name} ${id} ${at - now}`) };
    let made = 0;
    await new PublishStartTimers(
      { reader } as unknown as Database,
      calendars as unknown as Calendars,
      queue as unknown as WakeQueue,
      { next: () => `n${++made}` } as Ids,
    ).run({
      row: { id: 'd2', institution: 'riga', processKey: 'daily' },
      process: compile(processes[0]!),
      ...(previous && { previous }),
      ...{ now, changes, afterCommit: (effect: () => void) => void effects.push(effect) },
    } as unknown as PublishedDefinition);
    const before = [...calls];
    for (const effect of effects) effect();
    return { changes: changes.list(), before, after: calls.slice(before.length) };
  };
  const row = { institution: 'riga', definitionId: 'd2', processKey: 'daily', claimedUntil: 0, revision: 1 };

  it('waits with a timer for each start by time, not for those that are over, and the queue knows after the commit', async () => {
    const published = await publish(
      [
        start('first', timer('<timeDuration>PT1H</timeDuration>')),
        start('never', timer('<timeCycle>R2/2020-01-01T08:00/P1D</timeCycle>')),
        start('by-hand', ''),
        start('often', timer('<timeCycle>R/PT2H</timeCycle>')),
        start('either', timer('<timeDuration>PT3H</timeDuration>') + timer('<timeDuration>PT4H</timeDuration>')),
      ].join(''),
    );
    const cycle = expect.stringMatching(/PT2H$/);
    const timers = [
      { id: 'n1', elementId: 'first', dueAt: now + hour, cycle: null, definitionIndex: null },
      { id: 'n2', elementId: 'often', dueAt: now + 2 * hour, cycle, definitionIndex: null },
      { id: 'n3', elementId: 'either', dueAt: now + 3 * hour, cycle: null, definitionIndex: 0 },
      { id: 'n4', elementId: 'either', dueAt: now + 4 * hour, cycle: null, definitionIndex: 1 },
    ];
    expect(published).toEqual({
      changes: timers.map((each) => ({ op: 'insert', table: startTimerTable, row: { ...row, ...each } })),
      before: ['calendar of riga'],
      after: timers.map(({ id, dueAt }) => `schedule start-timer ${id} ${dueAt - now}`),
    });
  });

  it('takes the place of the timers of the one before, also where it has none of its own', async () => {
    const gone = (id: string) => ({ op: 'delete', table: startTimerTable, id });
    expect(await publish(start('by-hand', ''), { id: 'd1' })).toEqual({
      changes: [gone('d1-1'), gone('d1-2')],
      before: [],
      after: [],
    });
  });
});
