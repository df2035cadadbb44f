import type { TaskView } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { workedFor } from '../identity/index.ts';
import type { Definition } from '../models/index.ts';
import { processName } from '../models/index.ts';
import type { Around } from './around-tasks.ts';
import { elementOfTask } from './opinions/open-opinion.ts';
import { leads } from './hands/task-lead.ts';
import type { TaskOpinionRow, TaskRow } from './tables.ts';
import { taskName } from './task-name.ts';
import { refuseWork } from './task-rights.ts';

/** An open task as the reader sees it in lists. */
export function taskViewOf(
  row: TaskRow,
  actor: Actor,
  { names, conflicts, inVain, asked }: Around,
  definition: Definition | undefined,
): TaskView {
  const conflict = conflicts.get(row.id);
  const { signing, assignee } = row;
  const standsInFor = workedFor(actor, row);
  const assigneeName = assignee === null ? undefined : names.get(assignee);
  return {
    id: row.taskId,
    elementId: row.elementId,
    name: taskName(definition, row, actor.language),
    institution: row.institution,
    instanceId: row.instanceId,
    processKey: row.processKey,
    processName: definition ? processName(definition, actor.language) : row.processKey,
    definitionId: row.definitionId,
    candidateUsers: row.candidateUsers,
    candidateGroups: row.candidateGroups,
    createdAt: row.createdAt,
    priority: row.priority,
    ...(assignee !== null && { assignee }),
    ...(assigneeName !== undefined && { assigneeName }),
    ...(row.claimedAt !== null && assignee !== null && { claimedAt: row.claimedAt }),
    ...(assignee === null &&
      conflict?.pair.level !== 'hard' &&
      refuseWork(actor, row) === undefined && { claimable: true as const }),
    ...(leads(actor, row) && { leads: true as const }),
    ...(inVain.has(row.id) && { holderMayNot: true as const }),
    ...(standsInFor && { standsInFor }),
    ...(row.businessKey !== null && { businessKey: row.businessKey }),
    ...(row.dueAt !== null && { dueAt: row.dueAt }),
    ...(row.dueRule !== null && { dueRule: row.dueRule }),
    ...(row.legalBasis !== null && { legalBasis: row.legalBasis }),
    ...(row.followUpAt !== null && { followUpAt: row.followUpAt }),
    ...(row.owner !== null &&
      row.delegationState !== null && {
        delegation: { owner: row.owner, state: row.delegationState === 'PENDING' ? ('pending' as const) : ('resolved' as const) },
      }),
    ...(row.opinionOf !== null && { opinion: opinionView(row, asked.get(row.id), names) }),
    ...(conflict && { conflict }),
    ...(signing?.role !== undefined && {
      signature: { role: signing.role, of: row.id, by: signing.signatures[0]?.account ?? '' },
    }),
  };
}

function opinionView(row: TaskRow, asked: TaskOpinionRow | undefined, names: Around['names']): TaskView['opinion'] {
  const { role = null, askedBy = null, question = null } = asked ?? {};
  return {
    of: elementOfTask(row),
    ...(role !== null && { role }),
    ...(askedBy !== null && { askedBy: names.get(askedBy) ?? askedBy }),
    ...(question !== null && { question }),
  };
}
