import type { Rejection, RoleKey } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { holdsRole } from '../identity/index.ts';

/** Who tells cases of an institution what happened outside. */
export const messageSenders = ['administrator', 'front-desk', 'case-handler'] as const satisfies readonly RoleKey[];

/** The institution that is meant, else the first in which the actor may tell cases something. */
export const sendersInstitution = (actor: Actor, named?: string): string =>
  named ?? actor.roles.find(({ role }) => messageSenders.some((each) => each === role))?.institution ?? actor.institution;

export function refuseSending(
  actor: Actor,
  institution: string,
  roles: readonly RoleKey[] = messageSenders,
): Rejection | undefined {
  if (roles.some((role) => holdsRole(actor, role, institution))) return undefined;
  return rejected('not-allowed', `Only who holds ${roles.join(' or ')} in ${institution} sends this to its cases.`, { roles });
}
