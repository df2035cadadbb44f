import type { RoleKey } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';

/** Who answers for people and their roles in an institution, and who looks over them. */
export const dutyReaders = [
  'administrator',
  'personnel-manager',
  'top-management',
  'management-representative',
  'internal-auditor',
  'data-protection-officer',
] as const satisfies readonly RoleKey[];

export const dutyKeepers = ['administrator', 'personnel-manager'] as const satisfies readonly RoleKey[];

const holdsWhole = (actor: Actor, institution: string, roles: readonly string[]): boolean =>
  actor.roles.some((held) => held.institution === institution && held.within === undefined && roles.includes(held.role));

export const maySeeDuties = (actor: Actor, institution: string): boolean => holdsWhole(actor, institution, dutyReaders);

/** May add and take away pairs of the institution's own. */
export const mayChangePairs = (actor: Actor, institution: string): boolean => holdsWhole(actor, institution, dutyKeepers);
