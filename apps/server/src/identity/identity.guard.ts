import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Response } from 'express';
import { Config } from '../platform/config.ts';
import { Defect } from '../platform/errors.ts';
import { RejectedRequest } from '../platform/http/rejected-request.ts';
import type { Actor } from './actor.ts';
import { holdsRole } from './actor.ts';
import type { Permission } from './allow.ts';
import { PERMISSIONS } from './allow.ts';
import { Authenticator } from './authenticator.ts';
import type { RequestOfActor } from './current-actor.ts';
import { readerLanguage } from './reader-language.ts';
import { isForgedBySite } from './same-origin.ts';
import { isAllowedBy, scopeOf } from './scopes.ts';
import { SessionCookies } from './session-cookies.ts';

/** Stands before every route: who is it, and does `@Allow` let them in? */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly config: Config,
    private readonly cookies: SessionCookies,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<RequestOfActor>();
    const permissions = this.reflector.get<readonly Permission[] | undefined>(PERMISSIONS, context.getHandler());
    if (!permissions) throw new Defect(`${context.getClass().name}.${context.getHandler().name} has no @Allow.`);
    if (isForgedBySite(request.method, request.headers, this.config.publicUrl)) {
      throw new RejectedRequest(rejected('not-allowed', 'The request was sent by another site.'));
    }
    if (permissions.includes('public')) return true;
    const response = context.switchToHttp().getResponse<Response>();
    const found = await this.authenticator.identify(request);
    if (!found || isRejection(found)) {
      challenge(request.path, response);
      throw new RejectedRequest(found ?? rejected('not-signed-in', 'Sign in first.'));
    }
    const { actor, newToken } = found;
    if (newToken) this.cookies.give(response, newToken.token, newToken.expiresAt);
    const refused = refuseScope(actor, request);
    if (refused) throw new RejectedRequest(refused);
    if (!mayCall(actor, permissions)) {
      throw new RejectedRequest(
        rejected('not-allowed', `This needs one of the roles: ${permissions.join(', ')}.`, { roles: permissions }),
      );
    }
    request.actor = { ...actor, language: readerLanguage(request.headers) ?? actor.language };
    return true;
  }
}

/** A token does what its scopes say, and never more than its owner may. */
function refuseScope({ scopes }: Actor, { method, route }: RequestOfActor): Rejection | undefined {
  if (!scopes) return undefined;
  const scope = scopeOf(method, String((route as { path?: unknown } | undefined)?.path ?? ''));
  if (isAllowedBy(scopes, scope)) return undefined;
  return scope === 'none'
    ? rejected('not-allowed', 'No token may do this: sign in.', { scope })
    : rejected('not-allowed', `The token needs the scope ${scope}.`, { scope });
}

const mayCall = (actor: Actor, permissions: readonly Permission[]): boolean =>
  permissions.some((permission) => permission === 'signed-in' || holdsRole(actor, permission));

/** Some clients of Camunda send their password only when asked; to the web app a browser's own dialog would be in the way. */
function challenge(path: string, response: Response): void {
  if (path.startsWith('/engine-rest')) response.setHeader('WWW-Authenticate', 'Basic realm="gaita", charset="UTF-8"');
}
