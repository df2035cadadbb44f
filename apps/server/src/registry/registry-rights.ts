import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { administers } from '../identity/index.ts';

/** Does the role reach the unit? Of a role in a unit only what lies in it; the whole institution only where it is limited to none. */
const reaches = (actor: Actor, role: string, institution: string, unit: string | null): boolean =>
  actor.roles.some(
    (held) =>
      held.role === role &&
      held.institution === institution &&
      (held.within === undefined || (unit !== null && held.within.includes(unit))),
  );

/** May the actor give and end roles of the institution, and there of the unit? */
export const manages = (actor: Actor, institution: string, unit: string | null = null): boolean =>
  administers(actor, institution) || reaches(actor, 'personnel-manager', institution, unit);

/** May the actor say when somebody of these units is away? Nobody's unit is the whole institution's. */
export const leads = (actor: Actor, institution: string, units: readonly (string | null)[]): boolean =>
  (units.length === 0 ? [null] : units).some((unit) => reaches(actor, 'department-head', institution, unit));

/** May the actor look into the registry of the institution? Who is from outside may not. */
export const looksInto = (actor: Actor, institution: string): boolean =>
  administers(actor, institution) ||
  (!actor.isPartner && actor.roles.some((held) => held.institution === institution && held.role !== 'partner'));

export const notManaging = (institution: string): Rejection =>
  rejected('not-allowed', `Only a personnel manager or an administrator of ${institution} does this.`, {
    roles: ['personnel-manager', 'administrator'],
  });

export const notLookingInto = (institution: string): Rejection =>
  rejected('not-allowed', `You hold no role in ${institution} that shows its people.`);
