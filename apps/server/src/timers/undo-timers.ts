import { undoRule } from '../instances/index.ts';
import type { WakeQueue } from '../platform/queue/wake-queue.ts';
import { timerTable } from './tables.ts';
import { timerWake } from './wakes.ts';

/** Timers that a completion ended are armed again when it is taken back; what fell due meanwhile fires at once. */
export const timerUndo = (queue: WakeQueue) => [
  undoRule({
    table: timerTable,
    restored: ({ id, dueAt }, { wasDeleted }, { afterCommit }) => {
      if (wasDeleted && dueAt !== undefined) afterCommit(() => queue.schedule(timerWake, id, dueAt));
    },
    removed: (id, { afterCommit }) => afterCommit(() => queue.cancel(timerWake, id)),
  }),
];
