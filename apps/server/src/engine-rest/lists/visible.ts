import type { Actor } from '../../identity/index.ts';
import { visibleActivities, visibleCases, visibleOfCases, visibleTasks } from '../../identity/index.ts';
import { shared } from '../../models/index.ts';
import type { Condition } from '../../platform/database/condition.ts';
import type { Conditions } from './conditions.ts';

const by =
  (visible: (actor: Actor) => Condition) =>
  (into: Conditions, actor: Actor): void => {
    const { sql, parameters } = visible(actor);
    into.add(sql, ...parameters);
  };

/** Tasks, cases and what belongs to cases, as everywhere: see identity's `visibility.ts`. */
export const onlyVisibleTasks = by(visibleTasks);
export const onlyVisibleCases = by(visibleCases);
export const onlyOfVisibleCases = by(visibleOfCases);
export const onlyVisibleActivities = by(visibleActivities);

/** Definitions and deployments of the institutions in which the caller holds a role, and what is shared by all. */
export const ofOwnInstitutionsAndShared = (into: Conditions, actor: Actor): void =>
  void into.add('institution IN (?)', [...actor.institutions, shared]);
