import type { FirstAdministratorRequest, RoleView, SessionView, SignInOptions, SignInRequest } from '@gaita/contracts';
import { RequestError, request } from './request.ts';
import type { DemoAccount } from './shapes.ts';

/** Who is signed in; undefined when nobody is. */
export const currentSession = () => request<SessionView>('GET', '/session').catch(absentAt(401));

export const signIn = (input: SignInRequest) => request<SessionView>('POST', '/session', input);

export const signInOptions = (signal: AbortSignal) => request<SignInOptions>('GET', '/sign-in-options', undefined, signal);

/** Leaves the page for the sign-in provider, which sends the browser back to the path. */
export const signInElsewhere = (returnTo: string): void =>
  location.assign(`/api/v1/session/oidc?${new URLSearchParams({ return: returnTo })}`);

export const signOut = () => request<void>('DELETE', '/session');

export const createFirstAdministrator = (input: FirstAdministratorRequest) =>
  request<{ account: string }>('POST', '/first-administrator', input);

/** Sample people; none where the server does not run as a demonstration. */
export const demoAccounts = async (signal: AbortSignal) =>
  (await request<DemoAccount[]>('GET', '/demo-accounts', undefined, signal).catch(absentAt(404, 403, 401))) ?? [];

export const listRoles = (signal: AbortSignal) => request<RoleView[]>('GET', '/roles', undefined, signal);

const absentAt =
  (...statuses: readonly number[]) =>
  (error: unknown): undefined => {
    if (error instanceof RequestError && statuses.includes(error.status)) return undefined;
    throw error;
  };
