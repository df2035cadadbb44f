import { RequestError } from '../api/request.ts';

/** What two incompatible roles said when a role or a substitute was refused. */
export interface RoleConflict {
  readonly hard: boolean;
  readonly roles: readonly [string, string];
  readonly reason: { readonly [language: string]: string | undefined };
}

/** Undefined when something else was in the way. */
export function conflictOf(error: unknown): RoleConflict | undefined {
  if (!(error instanceof RequestError) || (error.code !== 'role-conflict' && error.status !== 409)) return undefined;
  const conflict = error.details.conflict as { pair?: { a: string; b: string; reason?: RoleConflict['reason'] } } | undefined;
  if (!conflict?.pair) return undefined;
  const { a, b, reason = {} } = conflict.pair;
  return { hard: error.code === 'role-conflict', roles: [a, b], reason };
}
