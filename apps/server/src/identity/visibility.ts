import { SHARED } from '@gaita/contracts';
import type { Condition } from '../platform/database/condition.ts';
import { all, among, any, condition, everything, nothing } from '../platform/database/condition.ts';
import type { Actor } from './actor.ts';
import { accountsOf, inUnit, isOfferedTo, keepsHolding, keptBy, offeredTo } from './task-offers.ts';

/*
 * The one place that says which tasks and cases somebody may know of, as SQL and as a predicate. Everything else of a case
 * (its history, values, documents, comments, incidents, events) follows the case.
 *
 * In each institution a person reaches one of these:
 * - `all`: they hold a role there that is limited to no unit;
 * - units: all their roles there are limited to units: what belongs to those and the units below, what belongs to no unit in
 *   particular, the cases that they started, and those in which they hold or held a task;
 * - `own`: they are from outside, or hold no role there but `partner`: tasks offered to or held by them (while they have the role
 *   for which they are), and of their cases what those tasks show.
 */
export type Reach = 'all' | 'own' | 'nothing' | { readonly units: readonly string[] };

export function reachIn(actor: Actor, institution: string): Reach {
  if (actor.signedInBy === 'system' || institution === SHARED) return 'all';
  if (!actor.institutions.includes(institution)) return 'nothing';
  const held = actor.isPartner ? [] : actor.roles.filter((one) => one.institution === institution && one.role !== 'partner');
  if (held.length === 0) return 'own';
  if (held.some(({ within }) => within === undefined)) return 'all';
  return { units: [...new Set(held.flatMap(({ within = [] }) => within))] };
}

/** Of the cases of this institution the actor sees at most what their own tasks show. */
export function seesOwnOnly(actor: Actor, institution: string): boolean {
  const reach = reachIn(actor, institution);
  return reach === 'own' || reach === 'nothing';
}

interface PlacedTask {
  readonly institution: string;
  readonly unit: string | null;
}

export interface SeenTask extends PlacedTask {
  readonly assignee: string | null;
  readonly named: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
}

/** The open task may be known of: the same as `visibleTasks`. */
export function seesTask(actor: Actor, task: SeenTask): boolean {
  const reach = reachIn(actor, task.institution);
  if (typeof reach === 'string' && reach !== 'own') return reach === 'all';
  const accounts = accountsOf(actor);
  if (task.assignee !== null && accounts.includes(task.assignee)) return reach !== 'own' || keepsHolding(actor, task);
  if (reach !== 'own') return isOf(reach.units, task) || task.candidateUsers.some((account) => accounts.includes(account));
  return task.assignee === null && isOfferedTo(actor, task);
}

/** The same for a task that may be over. */
export function seesEndedTask(
  actor: Actor,
  task: PlacedTask & { readonly assignee: string | null; readonly completedBy: string | null },
): boolean {
  const reach = reachIn(actor, task.institution);
  if (typeof reach === 'string' && reach !== 'own') return reach === 'all';
  const isOwn = accountsOf(actor).some((account) => account === task.assignee || account === task.completedBy);
  return isOwn || (reach !== 'own' && isOf(reach.units, task));
}

const isOf = (units: readonly string[], { unit }: PlacedTask): boolean => unit === null || units.includes(unit);

/** Rows of `task`. */
export function visibleTasks(actor: Actor): Condition {
  const accounts = accountsOf(actor);
  const isHeld = among('assignee', accounts);
  const isNamed = condition("id IN (SELECT task_id FROM task_candidate WHERE kind = 'user' AND candidate IN (?))", accounts);
  return byReach(actor, {
    units: (units) => any([inUnit(units), isHeld, isNamed]),
    own: () => any([all([isHeld, keptBy(actor)]), all([condition('assignee IS NULL'), offeredTo(actor)])]),
  });
}

/** Rows of `history_task`. */
export function visibleHistoryTasks(actor: Actor): Condition {
  const own = any([among('assignee', accountsOf(actor)), among('completed_by', accountsOf(actor))]);
  return byReach(actor, { units: (units) => any([inUnit(units), own]), own: () => own });
}

/** Rows of `instance` or `history_instance`. */
export function visibleCases(actor: Actor): Condition {
  return byReach(actor, {
    units: (units) => any([inUnit(units), among('started_by', accountsOf(actor)), ...involving(actor)]),
    own: () => any([...involving(actor), inside('id', 'SELECT instance_id FROM task', visibleTasks(actor))]),
  });
}

/** Rows of what belongs to a case and has its `instance_id`: values, decisions, incidents, documents and the like. */
export const visibleOfCases = (actor: Actor): Condition => ofCases(actor, nothing);

/** Rows of `history_activity`: who sees only their own tasks sees the steps that these are. */
export const visibleActivities = (actor: Actor): Condition =>
  ofCases(
    actor,
    any([
      inside('task_id', 'SELECT id FROM history_task', visibleHistoryTasks(actor)),
      inside('task_id', 'SELECT id FROM task', visibleTasks(actor)),
    ]),
  );

const ofCases = (actor: Actor, own: Condition): Condition =>
  byReach(actor, {
    units: (_, institution) =>
      inside('instance_id', 'SELECT id FROM history_instance', all([among('institution', [institution]), visibleCases(actor)])),
    own: () => own,
  });

const inside = (column: string, select: string, { sql, parameters }: Condition): Condition => ({
  sql: `${column} IN (${select} WHERE ${sql})`,
  parameters,
});

/** Cases in which the actor holds or held a task. Apart, so that each reads one index. */
const involving = (actor: Actor): Condition[] =>
  [
    ['history_task', 'assignee'],
    ['history_task', 'completed_by'],
    ['task_signature', 'account'],
  ].map(([table, column]) => inside('id', `SELECT instance_id FROM ${table}`, among(column!, accountsOf(actor))));

interface Narrower {
  units(units: readonly string[], institution: string): Condition;
  own(institution: string): Condition;
}

/** Nearly everybody reaches all of one institution: then this is one comparison, without an OR around it. */
function byReach(actor: Actor, narrower: Narrower): Condition {
  if (actor.signedInBy === 'system') return everything;
  const whole: string[] = [];
  const parts: Condition[] = [];
  for (const institution of actor.institutions) {
    const reach = reachIn(actor, institution);
    if (reach === 'all') whole.push(institution);
    else if (reach !== 'nothing') {
      const narrowed = reach === 'own' ? narrower.own(institution) : narrower.units(reach.units, institution);
      parts.push(all([among('institution', [institution]), narrowed]));
    }
  }
  if (parts.length === 0) return among('institution', whole);
  return any(whole.length > 0 ? [among('institution', whole), ...parts] : parts);
}
