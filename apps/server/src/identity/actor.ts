import type { HeldRole, Language, RoleKey } from '@gaita/contracts';

/** Who asks: made afresh for each request, so that a role that was given or taken counts from the next one. */
export interface Actor {
  /** Sign-in name; `system` for what nobody asked for. */
  readonly account: string;
  /** Row of `person`; absent for the system. */
  readonly personId?: string;
  /** Guards a plan that relies on the person's roles (`person`, mode `rely`). */
  readonly revision?: number;
  readonly name: string;
  readonly email?: string;
  /** The institution that the person belongs to. */
  readonly institution: string;
  /** Every institution in which the person holds a role now, the own one first. Lists show these and `shared`. */
  readonly institutions: readonly string[];
  /** Roles held now. */
  readonly roles: readonly HeldRole[];
  /** Holds `administrator` in at least one institution; for one in particular ask `administers`. */
  readonly isAdministrator: boolean;
  readonly language: Language;
  /** How the person came in; the session's id only with `session`. */
  readonly signedInBy: 'session' | 'basic' | 'system';
  readonly sessionId?: string;
}

/** Acts where no person does: timers, messages, deployment at start. */
export const systemActor: Actor = {
  account: 'system',
  name: 'Gaita',
  institution: 'shared',
  institutions: [],
  roles: [],
  isAdministrator: false,
  language: 'en',
  signedInBy: 'system',
};

const isSystem = (actor: Actor): boolean => actor.signedInBy === 'system';

/** Does the actor hold the role, in that institution or (none given) in any? */
export function holdsRole(actor: Actor, role: RoleKey | string, institution?: string): boolean {
  return actor.roles.some((held) => held.role === role && (institution === undefined || held.institution === institution));
}

/** Roles that the actor holds in an institution: what tasks are offered to them there. */
export function rolesIn(actor: Actor, institution: string): string[] {
  return actor.roles.filter((held) => held.institution === institution).map((held) => held.role);
}

/** May the actor repair and see everything of this institution? The system may everywhere. */
export function administers(actor: Actor, institution: string): boolean {
  if (isSystem(actor)) return true;
  // What is `shared` belongs to the whole deployment: its administrators are those of any institution.
  if (institution === 'shared') return actor.isAdministrator;
  return holdsRole(actor, 'administrator', institution);
}

/** May the actor know that something of this institution exists? Definitions of `shared` are visible to all. */
export function seesInstitution(actor: Actor, institution: string): boolean {
  return isSystem(actor) || institution === 'shared' || actor.institutions.includes(institution);
}
