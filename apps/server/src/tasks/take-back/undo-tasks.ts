import { dutyActTable } from '../../duties/index.ts';
import type { Overtaken } from '../../instances/index.ts';
import { undoRule } from '../../instances/index.ts';
import { insertOpinionTask } from '../opinions/open-opinion.ts';
import type { TaskRow } from '../tables.ts';
import { historyTaskTable, taskOpinionTable, taskSignatureTable, taskTable } from '../tables.ts';
import { insertCandidates, replaceCandidates } from '../task-candidates.ts';

/** How tasks, their candidates, opinions and signatures come back when a completion is taken back, and when they no longer can. */
export const taskUndo = [
  undoRule({
    table: taskTable,
    overtaken: overtakenTask,
    restored: (row, { wasDeleted }, { changes }) => {
      const task = row as TaskRow;
      // candidates follow from their task and are not noted
      if (wasDeleted) insertCandidates(changes, task.id, task);
      // who is asked to sign is one role of the registry, whichever: that offer is what was changed
      else if (row.candidateGroups)
        replaceCandidates(changes, task.id, { candidateUsers: [], candidateGroups: ['administrator'] }, task);
      if (!wasDeleted) return;
      for (const asked of task.consulted ?? [])
        if (!asked.given && !changes.has(taskTable, asked.id)) insertOpinionTask(changes, task, asked);
    },
  }),
  undoRule({
    table: historyTaskTable,
    mark: (now) => ({ endedAt: now, outcome: 'canceled' as const }),
    before: (set) => ('endedAt' in set ? { endedAt: null, outcome: null, completedBy: null, reason: null } : undefined),
  }),
  undoRule({ table: taskOpinionTable }),
  undoRule({ table: dutyActTable }),
  undoRule({ table: taskSignatureTable }),
];

/** Who has completed may have gone on to work on what came of it. */
function overtakenTask(row: TaskRow | undefined, revision: number | undefined, account: string): Overtaken | undefined {
  if (!row) return { reason: 'task-changed' };
  if (row.revision === revision || row.assignee === account) return undefined;
  const { elementId } = row;
  const name = row.name ?? elementId;
  if (row.assignee !== null)
    return {
      reason: 'task-claimed',
      name,
      elementId,
      account: row.assignee,
      ...(row.claimedAt !== null && { at: row.claimedAt }),
    };
  if (row.openedBy !== null)
    return { reason: 'task-opened', name, elementId, account: row.openedBy, ...(row.openedAt !== null && { at: row.openedAt }) };
  return { reason: 'task-changed', name, elementId };
}
