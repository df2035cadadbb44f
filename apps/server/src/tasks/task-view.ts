import type { TaskView } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { workedFor } from '../identity/index.ts';
import type { Definition } from '../models/index.ts';
import { elementName, processName } from '../models/index.ts';
import type { Around } from './around-tasks.ts';
import { elementOfTask } from './opinions/open-opinion.ts';
import type { TaskRow } from './tables.ts';

/** An open task as the reader sees it in lists. */
export function taskViewOf(
  row: TaskRow,
  actor: Actor,
  { names, conflicts }: Around,
  definition: Definition | undefined,
): TaskView {
  const conflict = conflicts.get(row.id);
  const { signing, assignee } = row;
  const standsInFor = workedFor(actor, row);
  const assigneeName = assignee === null ? undefined : names.get(assignee);
  return {
    id: row.taskId,
    elementId: row.elementId,
    name: (definition && elementName(definition, elementOfTask(row), actor.language)) ?? row.name ?? row.elementId,
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
    ...(row.opinionOf !== null && { opinion: { of: elementOfTask(row) } }),
    ...(conflict && { conflict }),
    ...(signing?.role !== undefined && {
      signature: { role: signing.role, of: row.id, by: signing.signatures[0]?.account ?? '' },
    }),
  };
}
