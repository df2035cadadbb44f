import type { RecordApplier } from '../instances/index.ts';
import { timerTable } from './tables.ts';

/** Puts a timer into the queue when it falls due soon. Never throws. */
export type ArmTimer = (timer: { readonly id: string; readonly dueAt: number; readonly arming: number }) => void;

/** Rows of timers. The row outlives the queue, which only wakes us. */
export const timerApplier = (arm: ArmTimer): RecordApplier => ({
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
      arming: 1,
      claimedUntil: 0,
      createdAt: now,
      revision: 1,
    });
    afterCommit(() => arm({ id, dueAt, arming: 1 }));
  },
  timerFired: ({ timerId }, { changes }) => changes.delete(timerTable, timerId),
  timerCanceled: ({ timerId }, { changes }) => changes.delete(timerTable, timerId),
});
