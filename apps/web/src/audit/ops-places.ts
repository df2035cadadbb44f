import type { RoleKey, SessionView } from '@gaita/contracts';

/** A part of operations; a new one is a line here and its route. */
interface OpsPlace {
  readonly to: string;
  readonly text: 'audit' | 'personalData';
  readonly roles: readonly RoleKey[];
}

const guardians: readonly RoleKey[] = ['data-protection-officer', 'administrator'];

export const opsPlaces: readonly OpsPlace[] = [
  { to: '/ops/audit', text: 'audit', roles: ['internal-auditor', ...guardians] },
  { to: '/ops/personal-data', text: 'personalData', roles: guardians },
];

export const placesOfOps = (person: Pick<SessionView, 'roles'> | undefined): OpsPlace[] =>
  opsPlaces.filter(({ roles }) => person?.roles.some((held) => roles.some((role) => role === held.role)));
