import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { accountsOf, isOfferedTo, keepsHolding, personTable } from '../identity/index.ts';
import type { Guard } from '../platform/write-plan.ts';
import type { TaskRow } from './tables.ts';
import { taskTable } from './tables.ts';

/** Undefined when the actor may work on the task now, claimed or not; on that of somebody for whom they stand in too. */
export function refuseWork(actor: Actor, task: TaskRow): Rejection | undefined {
  if (isHeldBy(actor, task)) return keepsHolding(actor, task) ? refuseSecondSignature(actor, task) : notOffered(task);
  if (!isOfferedTo(actor, task)) return notOffered(task);
  if (task.assignee !== null) return claimedByOther(task, task.assignee);
  return refuseSecondSignature(actor, task);
}

/** Holds it, in person or for whom they stand in. */
export const isHeldBy = (actor: Actor, { assignee }: Pick<TaskRow, 'assignee'>): boolean =>
  assignee !== null && accountsOf(actor).includes(assignee);

/** Who is to complete the task: its holder, and while it has none whoever it is offered to. */
export const isResponsible = (actor: Actor, task: TaskRow): boolean =>
  task.assignee === null ? isOfferedTo(actor, task) : isHeldBy(actor, task) && keepsHolding(actor, task);

export function notOffered({ taskId, candidateGroups, candidateUsers, institution }: TaskRow): Rejection {
  const whom = candidateGroups.length > 0 ? `whoever holds ${candidateGroups.join(' or ')} in ${institution}` : 'others';
  return rejected('not-allowed', `Task ${taskId} is for ${whom}.`, { taskId, candidateGroups, candidateUsers });
}

function claimedByOther({ taskId, claimedAt }: TaskRow, assignee: string): Rejection {
  const since = claimedAt === null ? '' : ` since ${new Date(claimedAt).toISOString()}`;
  return rejected('task-claimed-by-other', `Task ${taskId} is with ${assignee}${since}. Ask them to hand it over.`, {
    taskId,
    assignee,
    since: claimedAt,
  });
}

export function refuseSecondSignature({ account }: Actor, { taskId, signing }: TaskRow): Rejection | undefined {
  const earlier = signing?.role === undefined ? undefined : signing.signatures.find((signature) => signature.account === account);
  if (!earlier) return undefined;
  return rejected('already-signed', `You signed this task at ${new Date(earlier.at).toISOString()}; somebody else signs next.`, {
    taskId,
    signedAt: earlier.at,
  });
}

/** What a command on a task relies on: the row, and what the acting person may do. */
export function guardsOf(actor: Actor, { id, revision }: TaskRow): Guard[] {
  return [{ table: taskTable, id, revision, mode: 'write' }, ...personGuard(actor)];
}

export function personGuard({ personId: id, revision }: Actor): Guard[] {
  return id === undefined || revision === undefined ? [] : [{ table: personTable, id, revision, mode: 'rely' }];
}
