import type { RoleKey, TokenScope } from '@gaita/contracts';
import type { ObjectName, Objects } from './make-objects.ts';
import type { Who } from './who.ts';
import { administersHere, isRole, seesCase } from './who.ts';

export type Parameters = { readonly [parameter: string]: string };

/** The status that somebody must get. */
export type Due = (who: Who) => number;

export interface Line {
  /** `GET /api/v1/tasks/:id`, as the route is declared. */
  readonly route: string;
  /** What a token needs for it; `none`: no token may. `public`: it asks nobody who they are. */
  readonly scope: TokenScope | 'none' | 'public';
  readonly due: Due;
  /** Values of the parameters in the path; default: none. */
  readonly at?: (objects: Objects) => Parameters | Promise<Parameters>;
  /** Behind the path, with its `?`. */
  readonly query?: string;
  /** A body with which whoever may do it succeeds: a buffer and a form are sent as they are, all else as JSON. */
  readonly body?: (objects: Objects) => unknown;
  /** Who succeeds changes the objects: each of them gets new ones. */
  readonly changes?: true;
  /** It succeeds without changing anything, so the audit tells nothing of it. */
  readonly idle?: true;
  /** All change the same thing, which two at once may not: one after another. */
  readonly alone?: true;
}

export const anyone =
  (status = 200): Due =>
  () =>
    status;
export const only =
  (roles: readonly RoleKey[], inside: Due | number = 200): Due =>
  (who) =>
    !isRole(who, roles) ? 403 : typeof inside === 'number' ? inside : inside(who);
/** 404 for who may not know of the case or its task. */
export const whoSees =
  (inside: Due | number = 200, unseen = 404): Due =>
  (who) =>
    !seesCase(who) ? unseen : typeof inside === 'number' ? inside : inside(who);
export const administrators = (inside: Due | number = 200): Due => only(['administrator'], inside);
/** 403 or 404 for who administers another institution. */
export const administratorsHere =
  (status = 200, others = 404): Due =>
  (who) =>
    !isRole(who, ['administrator']) ? 403 : administersHere(who) ? status : others;

/** The object of this name as the parameter, by default `:id`. */
export const of =
  (name: ObjectName, parameter = 'id'): NonNullable<Line['at']> =>
  async (objects) => ({ [parameter]: await objects.get(name) });

export const line = (
  route: string,
  scope: Line['scope'],
  due: Due,
  more: Pick<Line, 'at' | 'query' | 'body' | 'changes' | 'idle' | 'alone'> = {},
): Line => ({
  route,
  scope,
  due,
  ...more,
});
