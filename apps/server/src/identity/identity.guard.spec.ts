import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { rejected } from '@gaita/contracts';
import type { TokenScope } from '@gaita/contracts';
import type { Config } from '../platform/config.ts';
import { Defect } from '../platform/errors.ts';
import { RejectedRequest } from '../platform/http/rejected-request.ts';
import type { Actor } from './actor.ts';
import { systemActor } from './actor.ts';
import type { Authenticator } from './authenticator.ts';
import { IdentityGuard } from './identity.guard.ts';
import type { SessionCookies } from './session-cookies.ts';

const ann: Actor = {
  ...systemActor,
  ...{ account: 'ann', language: 'lv', signedInBy: 'session', roles: [{ role: 'lawyer', institution: 'riga' }] },
};
class TasksController {}
function list() {}

describe('Who stands before every route', () => {
  let found: unknown;
  let given: unknown[];
  let headers: Record<string, string>;
  let asked: Record<string, unknown>;

  beforeEach(() => {
    [found, given, headers, asked] = [{ actor: ann }, [], {}, {}];
  });
  const enter = async (permissions: readonly string[] | undefined, request: object = {}) => {
    asked = { method: 'GET', path: '/api/v1/tasks', headers, route: { path: '/api/v1/tasks' }, ...request };
    const response = { setHeader: (name: string, value: string) => given.push([name, value]) };
    const guard = new IdentityGuard(
      { get: () => permissions } as unknown as Reflector,
      { identify: async () => found } as unknown as Authenticator,
      { publicUrl: 'https://gaita.example.org' } as Config,
      { give: (_: unknown, token: string, until: number) => given.push([token, until]) } as unknown as SessionCookies,
    );
    const context = { getRequest: () => asked, getResponse: () => response };
    return guard.canActivate({
      switchToHttp: () => context,
      getHandler: () => list,
      getClass: () => TasksController,
    } as unknown as ExecutionContext);
  };
  const refusal = async (permissions: readonly string[], request?: object) => {
    const error: unknown = await enter(permissions, request).catch((thrown: unknown) => thrown);
    if (!(error instanceof RejectedRequest)) throw error;
    const { code, message, details } = error.rejection;
    return [code, message, details];
  };

  it('lets in who may, and says who it is, in the language that they ask for', async () => {
    expect(await enter(['lawyer', 'administrator'])).toBe(true);
    expect(asked['actor']).toEqual(ann);
    headers = { 'gaita-language': 'bg' };
    expect(await enter(['signed-in'])).toBe(true);
    expect(asked['actor']).toEqual({ ...ann, language: 'bg' });
    expect(given).toEqual([]);
  });

  it('asks nobody on a public route, which knows of nobody, but believes no other site there either', async () => {
    found = undefined;
    expect(await enter(['public'])).toBe(true);
    expect(asked['actor']).toBeUndefined();
    headers = { 'sec-fetch-site': 'cross-site' };
    const forged = ['not-allowed', 'The request was sent by another site.', undefined];
    for (const permission of ['public', 'signed-in']) expect(await refusal([permission], { method: 'POST' })).toEqual(forged);
    headers = { origin: 'https://gaita.example.org', host: 'inner:3000' };
    expect(await enter(['public'], { method: 'POST' })).toBe(true);
  });

  it('gives the browser the token that it keeps from now on, also where the route is refused', async () => {
    found = { actor: ann, newToken: { token: 't', expiresAt: 9 } };
    await enter(['signed-in']);
    await refusal(['administrator']);
    expect(given).toEqual([
      ['t', 9],
      ['t', 9],
    ]);
  });

  it('refuses who did not sign in, and asks only clients of Camunda for a password', async () => {
    found = undefined;
    expect(await refusal(['signed-in'])).toEqual(['not-signed-in', 'Sign in first.', undefined]);
    expect(given).toEqual([]);
    found = rejected('too-many-attempts', 'Later.', { retryAfter: 5 });
    expect(await refusal(['lawyer'], { path: '/engine-rest/task' })).toEqual(['too-many-attempts', 'Later.', { retryAfter: 5 }]);
    expect(given).toEqual([['WWW-Authenticate', 'Basic realm="gaita", charset="UTF-8"']]);
    await refusal(['lawyer'], { path: '/api/engine-rest' });
    expect(given).toHaveLength(1);
  });

  it('refuses who holds none of the roles', async () => {
    const roles = ['finance', 'administrator'];
    expect(await refusal(roles)).toEqual(['not-allowed', 'This needs one of the roles: finance, administrator.', { roles }]);
  });

  it('lets a token do what its scopes say, at the route as it is declared, and nothing where none says so', async () => {
    const by = (...scopes: TokenScope[]) => {
      found = { actor: { ...ann, scopes } };
    };
    by('tasks:read');
    expect(await enter(['signed-in'])).toBe(true);
    const needs = (scope: string) => ['not-allowed', `The token needs the scope ${scope}.`, { scope }];
    expect(await refusal(['signed-in'], { method: 'POST' })).toEqual(needs('tasks:write'));
    const none = ['not-allowed', 'No token may do this: sign in.', { scope: 'none' }];
    expect(await refusal(['signed-in'], { route: { path: '/api/v1/session' } })).toEqual(none);
    for (const route of [undefined, {}]) expect(await refusal(['signed-in'], { route })).toEqual(none);
    by();
    expect(await refusal(['signed-in'])).toEqual(needs('tasks:read'));
    // never more than its owner may
    by('tasks:read');
    expect((await refusal(['administrator']))[1]).toBe('This needs one of the roles: administrator.');
  });

  it('is an error of ours where nobody said who may call the route', async () => {
    await expect(enter(undefined)).rejects.toThrow(new Defect('TasksController.list has no @Allow.'));
  });
});
