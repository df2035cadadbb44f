import type { InboxView } from '@gaita/contracts';
import type { Actor, OfferSearch } from '../identity/index.ts';
import { accountsOf, offeredTo, substituteTasks, visibleHistoryTasks, visibleTasks } from '../identity/index.ts';
import type { Condition } from '../platform/database/condition.ts';
import { all, among, any, nothing } from '../platform/database/condition.ts';

const plain = (sql: string, ...parameters: Condition['parameters'][number][]): Condition => ({ sql, parameters });

/** Roles whose holders look after the work of a unit. */
const heads: ReadonlySet<string> = new Set(['department-head', 'implementing-unit-head', 'administrator']);

/** Has the reader people whose work they look after? */
export const headsTeam = ({ roles }: Actor): boolean => roles.some(({ role }) => heads.has(role));

/** Open tasks of a view, as far as the reader may know of them. Columns of `task`. @param away accounts of people who are absent, or have left */
export function openTasksOf(
  actor: Actor,
  view: Exclude<InboxView, 'done'>,
  now: number,
  away: readonly string[],
  search: OfferSearch = 'gathered',
): Condition {
  switch (view) {
    case 'mine':
      return all([visibleTasks(actor), among('assignee', [actor.account])]);
    case 'follow-up':
      return all([visibleTasks(actor), among('assignee', [actor.account]), plain('follow_up_at IS NOT NULL')]);
    case 'group':
      return all([plain('assignee IS NULL'), among('institution', actor.institutions), offeredTo(actor, 'own', search)]);
    case 'substitute':
      return actor.standsInFor.length === 0 ? nothing : all([visibleTasks(actor), substituteTasks(actor, search)]);
    case 'team':
      return all([
        visibleTasks(actor),
        headed(actor),
        any([plain('assignee IS NULL'), plain('due_at < ?', now), ...(away.length > 0 ? [among('assignee', away)] : [])]),
      ]);
  }
}

/** Where the reader is head: the whole institution, or a unit and those below it. */
function headed(actor: Actor): Condition {
  return any(
    actor.roles
      .filter(({ role }) => heads.has(role))
      .map(({ institution, within }) =>
        within === undefined
          ? among('institution', [institution])
          : all([among('institution', [institution]), among('unit', within)]),
      ),
  );
}

/** Completed by the reader, as far as they may know of it still. Columns of `history_task`. */
export const doneBy = (actor: Actor): Condition =>
  all([visibleHistoryTasks(actor), among('completed_by', accountsOf(actor, 'own')), plain("outcome = 'completed'")]);
