import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import { administers, holdsRole } from '../../identity/index.ts';
import type { TaskRow } from '../tables.ts';

/** May the actor pass on and rank the tasks of these people: of the unit, or the whole institution? */
export const leads = (actor: Actor, { institution, unit }: Pick<TaskRow, 'institution' | 'unit'>): boolean =>
  holdsRole(actor, 'department-head', institution, unit) || administers(actor, institution);

export function refuseNotLead(actor: Actor, task: TaskRow, what: string): Rejection | undefined {
  if (leads(actor, task)) return undefined;
  return rejected('not-allowed', `Only a department head or an administrator of ${task.institution} ${what}.`, {
    taskId: task.taskId,
    roles: ['department-head', 'administrator'],
  });
}
