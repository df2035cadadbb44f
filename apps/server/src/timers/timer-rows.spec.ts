import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ApplyContext } from '../instances/index.ts';
import type { WakeQueue } from '../platform/queue/wake-queue.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { timerApplier } from './apply-timer-records.ts';
import { timerTable } from './tables.ts';
import { timerUndo } from './undo-timers.ts';

const instance = { id: 'i1', institution: 'riga', definitionId: 'd1', processKey: 'pause' };
const scheduled = { timerId: 't1', elementId: 'later', tokenId: 'k1', scopeId: 's1', dueAt: 9_000 };

describe('The row of a timer and the queue that wakes for it', () => {
  let calls: string[];
  let effects: (() => void)[];
  let context: ApplyContext;

  const queue = {
    schedule: (name: string, id: string, dueAt: number) => calls.push(`schedule ${name} ${id} ${dueAt}`),
    cancel: (name: string, id: string) => calls.push(`cancel ${name} ${id}`),
  } as unknown as WakeQueue;

  beforeEach(() => {
    calls = [];
    effects = [];
    const afterCommit = (effect: () => void) => void effects.push(effect);
    context = { instance, now: 5_000, changes: new RowChanges(), afterCommit } as unknown as ApplyContext;
  });

  /** What the queue is told, and only after the commit. */
  const toldAfterCommit = () => {
    expect(calls).toEqual([]);
    for (const effect of effects) effect();
    return calls;
  };
  const apply = (kind: 'timerScheduled' | 'timerFired' | 'timerCanceled', record: object) =>
    timerApplier(queue)[kind]!(record as never, context);

  it('comes with the timer, whose cycle it keeps', () => {
    apply('timerScheduled', { ...scheduled, cycle: '1|2|0|PT1H' });
    const row = {
      ...{ id: 't1', institution: 'riga', instanceId: 'i1', definitionId: 'd1', processKey: 'pause' },
      ...{ tokenId: 'k1', scopeId: 's1', elementId: 'later', dueAt: 9_000, cycle: '1|2|0|PT1H' },
      ...{ claimedUntil: 0, createdAt: 5_000, revision: 1 },
    };
    expect(context.changes.list()).toEqual([{ op: 'insert', table: timerTable, row }]);
    expect(toldAfterCommit()).toEqual(['schedule timer t1 9000']);
    apply('timerScheduled', { ...scheduled, timerId: 't2' });
    expect(context.changes.get(timerTable, 't2')).toEqual({ ...row, id: 't2', cycle: null });
  });

  it('goes when it fires, of which the queue knows, and when what it watches over ends, of which it is told', () => {
    apply('timerFired', { timerId: 't1' });
    apply('timerCanceled', { timerId: 't2' });
    const gone = (id: string) => ({ op: 'delete', table: timerTable, id });
    expect(context.changes.list()).toEqual([gone('t1'), gone('t2')]);
    expect(toldAfterCommit()).toEqual(['cancel timer t2']);
  });

  it('is woken for again when a completion that ended it is taken back, and no more when one that began it is', () => {
    const [rule, ...more] = timerUndo(queue);
    expect([rule!.table, more]).toEqual([timerTable, []]);
    rule!.restored!({ id: 't1', dueAt: 9_000 }, { wasDeleted: true }, context);
    rule!.restored!({ id: 't2', dueAt: 9_000 }, { wasDeleted: false }, context);
    rule!.restored!({ id: 't3' }, { wasDeleted: true }, context);
    rule!.removed!('t4', context);
    expect(toldAfterCommit()).toEqual(['schedule timer t1 9000', 'cancel timer t4']);
  });
});
