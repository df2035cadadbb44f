import type { HeldRole, Language, RoleKey, TokenScope } from '@gaita/contracts';

/** A role as its holder has it now. */
export interface ActorRole extends HeldRole {
  /** With `unit`: that one and those below it, in which the role counts. */
  readonly within?: readonly string[];
}

/** Somebody whose roles and tasks are with the actor while they are away. */
export interface StoodInFor {
  readonly account: string;
  readonly name: string;
  /** Until then at most: the first who is back takes over (milliseconds, excluded). */
  readonly until: number;
}

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
  /** Roles held now: the own ones first, then those of whom the actor stands in for. */
  readonly roles: readonly ActorRole[];
  /** Who is away and has their roles and tasks with the actor. */
  readonly standsInFor: readonly StoodInFor[];
  /** Somebody from outside, who sees only what is offered to them or held by them. */
  readonly isPartner: boolean;
  /** Holds `administrator` in at least one institution; for one in particular ask `administers`. */
  readonly isAdministrator: boolean;
  readonly language: Language;
  /** How the person came in; the session's or token's id only with that. */
  readonly signedInBy: 'session' | 'basic' | 'token' | 'system';
  readonly sessionId?: string;
  /** Milliseconds: when the session or the token ends. */
  readonly signedInUntil?: number;
  readonly tokenId?: string;
  /** What a token may be used for; without a token everything that its owner may do. */
  readonly scopes?: readonly TokenScope[];
}

/** Acts where no person does: timers, messages, deployment at start. */
export const systemActor: Actor = {
  account: 'system',
  name: 'Gaita',
  institution: 'shared',
  institutions: [],
  roles: [],
  standsInFor: [],
  isPartner: false,
  isAdministrator: false,
  language: 'en',
  signedInBy: 'system',
};

const isSystem = (actor: Actor): boolean => actor.signedInBy === 'system';

/** Does a role count in the unit? What belongs to no unit is for the holders in every unit. */
export const countsIn = ({ within }: ActorRole, unit: string | null | undefined): boolean =>
  within === undefined || unit === null || unit === undefined || within.includes(unit);

/** Does the actor hold the role, in that institution or (none given) in any, and there in the unit? */
export function holdsRole(actor: Actor, role: RoleKey | string, institution?: string, unit?: string | null): boolean {
  return actor.roles.some(
    (held) => held.role === role && (institution === undefined || held.institution === institution) && countsIn(held, unit),
  );
}

/** Roles that the actor holds in an institution and there in the unit: what tasks are offered to them there. */
export function rolesIn(actor: Actor, institution: string, unit?: string | null): string[] {
  const held = actor.roles.filter((each) => each.institution === institution && countsIn(each, unit));
  return [...new Set(held.map(({ role }) => role))];
}

/** May the actor repair and see everything of this institution? The system may everywhere. Who administers a unit may not. */
export function administers(actor: Actor, institution: string): boolean {
  if (isSystem(actor)) return true;
  // What is `shared` belongs to the whole deployment: its administrators are those of any institution.
  if (institution === 'shared') return actor.isAdministrator;
  return actor.roles.some(
    (held) => held.role === 'administrator' && held.institution === institution && held.within === undefined,
  );
}

/** Does the institution concern the actor at all? Definitions of `shared` are visible to all. For tasks and cases see `visibility.ts`. */
export function seesInstitution(actor: Actor, institution: string): boolean {
  return isSystem(actor) || institution === 'shared' || actor.institutions.includes(institution);
}
