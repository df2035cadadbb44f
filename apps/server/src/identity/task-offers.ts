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
 * The same rule as `isOfferedTo`, for lists: columns of `task`. Somebody with roles in one institution, which is nearly
 * everybody, gets one subquery without an OR around it: databases turn that into a join.
 */
export function offeredTo(actor: Actor, as: OfferedAs = 'any'): Condition {
  const offers = actor.institutions.flatMap((institution) => offersIn(actor, institution, as));
  const administered = as === 'substitute' ? [] : actor.institutions.filter((institution) => administers(actor, institution));
  if (administered.length === 0) return any(offers);
  const withoutRole: Condition = {
    sql: "NOT EXISTS (SELECT 1 FROM task_candidate c WHERE c.task_id = task.id AND c.kind = 'group' AND c.candidate IN (?))",
    parameters: [[...roleKeys]],
  };
  return any([...offers, all([among('institution', administered), withoutRole])]);
}

/** Tasks that reach the actor only because they stand in for somebody: held by those, or offered to them and not to the actor too. */
export function substituteTasks(actor: Actor): Condition {
  const held = among('assignee', accountsOf(actor, 'substitute'));
  const own = offeredTo(actor, 'own');
  const offered = all([
    { sql: 'assignee IS NULL', parameters: [] },
    offeredTo(actor, 'substitute'),
    { sql: `NOT (${own.sql})`, parameters: own.parameters },
  ]);
  return any([held, { sql: `(${offered.sql})`, parameters: offered.parameters }]);
}

function offersIn(actor: Actor, institution: string, as: OfferedAs): Condition[] {
  const held = rolesAs(actor, as).filter((each) => each.institution === institution);
  const everywhere = new Set(held.filter(({ within }) => within === undefined).map(({ role }) => role));
  const inUnits = held.filter(({ role }) => !everywhere.has(role));
  return [
    all([among('institution', [institution]), hasCandidate(accountsOf(actor, as), [...everywhere])]),
    ...inUnits.map(({ role, within }) =>
      all([among('institution', [institution]), inUnit(within ?? []), hasCandidate([], [role])]),
    ),
  ];
}

/** What belongs to no unit is for the holders in every unit. */
export const inUnit = (units: readonly string[]): Condition => any([condition('unit IS NULL'), among('unit', units)]);

const hasCandidate = (users: readonly string[], roles: readonly string[]): Condition => ({
  sql: "id IN (SELECT task_id FROM task_candidate WHERE (kind = 'user' AND candidate IN (?)) OR (kind = 'group' AND candidate IN (?)))",
  parameters: [users, roles],
});
