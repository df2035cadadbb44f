import type { RecordApplier } from '../instances/index.ts';
import type { WakeQueue } from '../platform/queue/wake-queue.ts';
import { timerTable } from './tables.ts';
import { timerWake } from './wakes.ts';

/** Rows of timers. The row outlives the queue, which only wakes us. */
export const timerApplier = (queue: WakeQueue): RecordApplier => ({
  timerScheduled: (record, { instance, now, changes, afterCommit }) => {
    const { timerId: id, dueAt } = record;
    changes.insert(timerTable, {
      id,
      institution: instance.institution,
      instanceId: instance.id,
      definitionId: instance.definitionId,
      processKey: instance.processKey,
      tokenId: record.tokenId,
      scopeId: record.scopeId,
      elementId: record.elementId,
      dueAt,
      cycle: record.cycle ?? null,
      claimedUntil: 0,
      createdAt: now,
      revision: 1,
    });
    afterCommit(() => queue.schedule(timerWake, id, dueAt));
  },
  timerFired: ({ timerId }, { changes }) => changes.delete(timerTable, timerId),
  timerCanceled: ({ timerId }, { changes, afterCommit }) => {
    changes.delete(timerTable, timerId);
    afterCommit(() => queue.cancel(timerWake, timerId));
  },
});
