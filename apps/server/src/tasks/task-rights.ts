import type { Rejection } from '@gaita/contracts';
import { rejected, roleKeys } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { administers, holdsRole, personTable } from '../identity/index.ts';
import type { Guard } from '../platform/write-plan.ts';
import type { TaskRow } from './tables.ts';
import { taskTable } from './tables.ts';

type Offer = Pick<TaskRow, 'institution' | 'candidateUsers' | 'candidateGroups'>;

const registry: ReadonlySet<string> = new Set(roleKeys);

/** A task of a model made elsewhere may name groups that nobody can hold here: it is offered to administrators. */
export const namesNoRole = ({ candidateGroups }: Pick<Offer, 'candidateGroups'>): boolean =>
  !candidateGroups.some((group) => registry.has(group));

/** Is the task offered to the actor, by name, by a role held in its institution, or as an administrator? */
export function isOfferedTo(actor: Actor, task: Offer): boolean {
  return (
    task.candidateUsers.includes(actor.account) ||
    task.candidateGroups.some((group) => holdsRole(actor, group, task.institution)) ||
    (namesNoRole(task) && administers(actor, task.institution))
  );
}

/** Undefined when the actor may work on the task now, claimed or not. */
export function refuseWork(actor: Actor, task: TaskRow): Rejection | undefined {
  if (task.assignee === actor.account) return refuseSecondSignature(actor, task);
  if (!isOfferedTo(actor, task)) return notOffered(task);
  if (task.assignee !== null) return claimedByOther(task, task.assignee);
  return refuseSecondSignature(actor, task);
}

function notOffered({ taskId, candidateGroups, candidateUsers, institution }: TaskRow): Rejection {
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

function refuseSecondSignature({ account }: Actor, { taskId, signing }: TaskRow): Rejection | undefined {
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

function personGuard({ personId: id, revision }: Actor): Guard[] {
  return id === undefined || revision === undefined ? [] : [{ table: personTable, id, revision, mode: 'rely' }];
}
