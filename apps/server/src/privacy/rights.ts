import type { Rejection, RoleKey } from '@gaita/contracts';
import { rejected, SHARED } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';

export const auditors = ['internal-auditor', 'data-protection-officer', 'administrator'] as const satisfies readonly RoleKey[];
export const guardians = ['data-protection-officer', 'administrator'] as const satisfies readonly RoleKey[];

/** Institutions in which the actor holds one of the roles, not in a unit alone; and what belongs to the whole deployment. */
export const institutionsOf = (actor: Actor, roles: readonly RoleKey[]): string[] => {
  const held = actor.roles.filter(({ role, within }) => within === undefined && roles.some((each) => each === role));
  return [...new Set([...held.map(({ institution }) => institution), ...(held.length > 0 ? [SHARED] : [])])];
};

/** Holds the role for all of the institution, not in a unit alone. */
export const guards = (actor: Actor, role: RoleKey, institution: string): boolean =>
  institutionsOf(actor, [role]).includes(institution);

/** Undefined when the actor holds the role there. */
export const refuseWithout = (actor: Actor, role: RoleKey, institution: string): Rejection | undefined =>
  guards(actor, role, institution)
    ? undefined
    : rejected('not-allowed', `This needs the role ${role} in ${institution}.`, { roles: [role] });
