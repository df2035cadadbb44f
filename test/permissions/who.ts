import type { RoleKey } from '@gaita/contracts';
import { roleKeys } from '@gaita/contracts';

/**
 * Where somebody's role counts, seen from the objects, which belong to a unit: in that unit, in one beside it, or in another
 * institution. Administrators are for whole institutions: theirs or another.
 */
export type Place = 'unit' | 'sibling' | 'elsewhere';
export const places: readonly Place[] = ['unit', 'sibling', 'elsewhere'];

export interface Who {
  readonly account: string;
  /** Absent: somebody of the institution without any role. */
  readonly role?: RoleKey;
  readonly place: Place;
}

export const people: readonly Who[] = [
  ...roleKeys.flatMap((role) => places.map((place) => ({ account: `${role}.${place}`, role, place }))),
  { account: 'nobody', place: 'unit' },
];

export const isRole = ({ role }: Who, roles: readonly RoleKey[]): boolean => role !== undefined && roles.includes(role);
export const isAdministrator = (who: Who): boolean => who.role === 'administrator';
/** Administers the institution of the objects. */
export const administersHere = (who: Who): boolean => isAdministrator(who) && who.place !== 'elsewhere';

/** May know of the case and its tasks for case handlers. */
export const seesCase = (who: Who): boolean =>
  administersHere(who) || (who.role !== undefined && who.role !== 'partner' && who.place === 'unit');

/** Who may know of the case and is one of these; the others who know of it are refused. */
export const amongThem =
  (roles: readonly RoleKey[], allowed = 200, refused = 403) =>
  (who: Who): number =>
    isRole(who, roles) ? allowed : refused;
/** Heads the department of the unit, or administers its institution. */
export const isLead = (who: Who): boolean => (isRole(who, ['department-head']) && who.place === 'unit') || administersHere(who);
/** Who leads, and who has one of the roles. */
export const leadsAnd =
  (roles: readonly RoleKey[], allowed = 200, refused = 403) =>
  (who: Who): number =>
    isLead(who) || isRole(who, roles) ? allowed : refused;
