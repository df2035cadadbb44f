import { roleKeys } from '@gaita/contracts';
import type { Condition } from '../platform/database/condition.ts';
import { all, among, any, condition } from '../platform/database/condition.ts';
import type { Actor, ActorRole, StoodInFor } from './actor.ts';
import { administers, countsIn } from './actor.ts';

/** What decides to whom a task is offered. */
export interface Offer {
  readonly institution: string;
  /** Null or absent: the whole institution. */
  readonly unit?: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
}

/** `own`: by what is one's own. `substitute`: by what is somebody's for whom one stands in. `any`: either. */
export type OfferedAs = 'own' | 'substitute' | 'any';

const registry: ReadonlySet<string> = new Set(roleKeys);

/** A task of a model made elsewhere may name groups that nobody can hold here: it is offered to administrators. */
export const namesNoRole = ({ candidateGroups }: Pick<Offer, 'candidateGroups'>): boolean =>
  !candidateGroups.some((group) => registry.has(group));

/** Accounts by which the actor gets work: the own one, and those of whom they stand in for now. */
export function accountsOf({ account, standsInFor }: Actor, as: OfferedAs = 'any'): string[] {
  const others = standsInFor.map((each) => each.account);
  return as === 'own' ? [account] : as === 'substitute' ? others : [account, ...others];
}

/** Whom the actor stands in for, by account. */
export const standsInForAccount = (actor: Actor, account: string | null): StoodInFor | undefined =>
  account === null ? undefined : actor.standsInFor.find((each) => each.account === account);

const rolesAs = (actor: Actor, as: OfferedAs): readonly ActorRole[] =>
  as === 'any' ? actor.roles : actor.roles.filter(({ standsInFor }) => (standsInFor === undefined) === (as === 'own'));

/** Is the task offered to the actor, by name, by a role held in its institution (and unit), or as an administrator? */
export function isOfferedTo(actor: Actor, task: Offer, as: OfferedAs = 'any'): boolean {
  const accounts = accountsOf(actor, as);
  return (
    task.candidateUsers.some((user) => accounts.includes(user)) ||
    rolesAs(actor, as).some((held) => isForRole(task, held)) ||
    (as !== 'substitute' && namesNoRole(task) && administers(actor, task.institution))
  );
}

export interface HeldTask extends Offer {
  readonly assignee: string | null;
  /** Whom the model itself named. */
  readonly named: string | null;
}

/**
 * Does holding the task still count for who holds it? Whoever took it, or was given it, loses it with the role for which it is.
 * Whom the model itself named needs no role for it.
 */
export const keepsHolding = (actor: Actor, task: HeldTask): boolean =>
  isNamedByModel(task) || namesNoRole(task) || isOfferedTo(actor, task);

const isNamedByModel = ({ assignee, named }: HeldTask): boolean => named !== null && assignee === named;

/** The same for lists: columns of `task`. */
export const keptBy = (actor: Actor): Condition =>
  any([condition('named = assignee'), hasCandidate(withoutRole, 'gathered'), offeredTo(actor)]);

const isForRole = (task: Offer, held: ActorRole): boolean =>
  held.institution === task.institution && task.candidateGroups.includes(held.role) && countsIn(held, task.unit);

/**
 * For whom the actor would work on the task, where that is not on their own account: the person who holds it, or the one by
 * whose role or name it is offered. Undefined for what is the actor's own.
 */
export function workedFor(actor: Actor, task: Offer & { readonly assignee: string | null }): StoodInFor | undefined {
  if (task.assignee !== null) return standsInForAccount(actor, task.assignee);
  if (isOfferedTo(actor, task, 'own')) return undefined;
  return actor.standsInFor.find(
    ({ account }) =>
      task.candidateUsers.includes(account) || actor.roles.some((held) => held.standsInFor === account && isForRole(task, held)),
  );
}

/**
 * How a list looks for what is offered. `gathered`: it begins with everything that is, which is quick for a few and for any order.
 * `each`: it goes through tasks in an order of their own and asks of each, which is quick where most are: the list is full soon.
 */
export type OfferSearch = 'gathered' | 'each';

/**
 * The same rule as `isOfferedTo`, for lists: columns of `task`. Somebody with roles in one institution, which is nearly
 * everybody, gets one subquery without an OR around it: databases turn that into a join.
 */
export function offeredTo(actor: Actor, as: OfferedAs = 'any', search: OfferSearch = 'gathered'): Condition {
  const offers = actor.institutions.flatMap((institution) => offersIn(actor, institution, as, search));
  const administered = as === 'substitute' ? [] : actor.institutions.filter((institution) => administers(actor, institution));
  if (administered.length === 0) return any(offers);
  return any([...offers, all([among('institution', administered), hasCandidate(withoutRole, search)])]);
}

/** Rows of `task_candidate` by which work is offered to the actor, whatever unit it belongs to. */
export function candidaciesOf(actor: Actor, as: OfferedAs): Condition {
  const roles = [...new Set(rolesAs(actor, as).map(({ role }) => role))];
  const offered = ofCandidates(accountsOf(actor, as), roles);
  return as !== 'substitute' && actor.isAdministrator ? any([offered, withoutRole]) : offered;
}

/** Tasks that reach the actor only because they stand in for somebody: held by those, or offered to them and not to the actor too. */
export function substituteTasks(actor: Actor, search: OfferSearch = 'gathered'): Condition {
  const held = among('assignee', accountsOf(actor, 'substitute'));
  const own = offeredTo(actor, 'own', search);
  const offered = all([
    { sql: 'assignee IS NULL', parameters: [] },
    offeredTo(actor, 'substitute', search),
    { sql: `NOT (${own.sql})`, parameters: own.parameters },
  ]);
  return any([held, { sql: `(${offered.sql})`, parameters: offered.parameters }]);
}

function offersIn(actor: Actor, institution: string, as: OfferedAs, search: OfferSearch): Condition[] {
  const held = rolesAs(actor, as).filter((each) => each.institution === institution);
  const everywhere = new Set(held.filter(({ within }) => within === undefined).map(({ role }) => role));
  const inUnits = new Map<string, { within: readonly string[]; roles: string[] }>();
  for (const { role, within = [] } of held.filter((each) => !everywhere.has(each.role))) {
    const key = within.join();
    const together = inUnits.get(key) ?? { within, roles: [] };
    together.roles.push(role);
    inUnits.set(key, together);
  }
  const here = among('institution', [institution]);
  const named = accountsOf(actor, as);
  const wide =
    search === 'gathered'
      ? [hasCandidate(ofCandidates(named, [...everywhere]), search)]
      : // Few are offered by name: those are gathered either way.
        [
          hasCandidate(ofUsers(named), 'gathered'),
          ...(everywhere.size > 0 ? [hasCandidate(ofRoles([...everywhere]), search)] : []),
        ];
  return [
    ...wide.map((each) => all([here, each])),
    ...[...inUnits.values()].map(({ within, roles }) => all([here, inUnit(within), hasCandidate(ofRoles(roles), search)])),
  ];
}

/** What belongs to no unit is for the holders in every unit. */
export const inUnit = (units: readonly string[]): Condition => any([condition('unit IS NULL'), among('unit', units)]);

const ofUsers = (users: readonly string[]): Condition => condition("kind = 'user' AND candidate IN (?)", users);
const ofRoles = (roles: readonly string[]): Condition => condition("kind = 'group' AND candidate IN (?)", roles);
const ofCandidates = (users: readonly string[], roles: readonly string[]): Condition => any([ofUsers(users), ofRoles(roles)]);

const withoutRole = condition("kind = 'none' AND candidate = ''");

/** A subquery that is a value, not a set, is not turned into a join; compared with 1 it would be NULL for who has no offer, and so would NOT. */
const hasCandidate = ({ sql, parameters }: Condition, search: OfferSearch): Condition => ({
  sql:
    search === 'gathered'
      ? `id IN (SELECT task_id FROM task_candidate WHERE ${sql})`
      : `(SELECT 1 FROM task_candidate WHERE task_id = task.id AND ${sql} LIMIT 1) IS NOT NULL`,
  parameters,
});
