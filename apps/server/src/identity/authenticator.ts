import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { AccessLog } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import type { Actor } from './actor.ts';
import { ApiTokens } from './api-tokens.ts';
import { basicCredentials, bearerToken, sessionToken } from './credentials-of-request.ts';
import type { BasicCredentials } from './credentials-of-request.ts';
import type { RequestOfActor } from './current-actor.ts';
import { verifyPassword } from './passwords.ts';
import { People } from './people.ts';
import { Sessions } from './sessions.ts';
import { SignInLimiter } from './sign-in-limiter.ts';
import type { PersonRow } from './tables.ts';
import { VerifiedCredentials } from './verified-credentials.ts';

/** Who sent a request, and what their browser keeps from now on in place of its token. */
export interface Identified {
  readonly actor: Actor;
  readonly newToken?: { readonly token: string; readonly expiresAt: number };
}

/** Finds out who sent a request. */
@Injectable()
export class Authenticator {
  private readonly verified = new VerifiedCredentials();
  private readonly limiter = new SignInLimiter();

  constructor(
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly tokens: ApiTokens,
    private readonly clock: Clock,
    private readonly accessLog: AccessLog,
  ) {}

  /** By Basic or Bearer, else by the session's cookie. Undefined: nobody said who they are, or their session is over. */
  async identify(request: Pick<RequestOfActor, 'headers' | 'ip'>): Promise<Identified | Rejection | undefined> {
    const { headers } = request;
    if (headers.authorization !== undefined) {
      const actor = await this.byHeader(headers, request.ip ?? '');
      return isRejection(actor) ? actor : { actor };
    }
    const token = sessionToken(headers);
    const found = token === undefined ? undefined : await this.sessions.find(token);
    const person = found && (await this.people.byId(found.row.personId));
    if (token === undefined || !found || !person) return undefined;
    const { id, expiresAt } = found.row;
    const actor = await this.people.actorOf(person, { signedInBy: 'session', sessionId: id, signedInUntil: expiresAt });
    const fresh = await this.sessions.renew(found, token, person);
    return { actor, ...(fresh !== undefined && { newToken: { token: fresh, expiresAt } }) };
  }

  /**
   * The same person as they may act now: for what goes on after its request, as a stream does. Undefined when their session or
   * token has ended, or the account was closed.
   */
  async again(actor: Actor): Promise<Actor | undefined> {
    const { personId, signedInBy, sessionId, tokenId, signedInUntil, scopes } = actor;
    const isOpen =
      signedInBy === 'session'
        ? await this.sessions.isOpen(sessionId ?? '')
        : signedInBy !== 'token' || (await this.tokens.isOpen(tokenId ?? ''));
    const person = isOpen && personId !== undefined ? await this.people.byId(personId) : undefined;
    if (!person) return undefined;
    const fresh = await this.people.actorOf(person, {
      signedInBy,
      ...(sessionId !== undefined && { sessionId }),
      ...(tokenId !== undefined && { tokenId }),
      ...(signedInUntil !== undefined && { signedInUntil }),
      ...(scopes && { scopes }),
    });
    return { ...fresh, language: actor.language };
  }

  private async byHeader(headers: RequestOfActor['headers'], address: string): Promise<Actor | Rejection> {
    const bearer = bearerToken(headers);
    if (bearer !== undefined) {
      const row = await this.tokens.find(bearer);
      const owner = row && (await this.people.byId(row.personId));
      if (!row || !owner) return rejected('not-signed-in', 'The token is not good (any more).');
      const { id: tokenId, expiresAt: signedInUntil, scopes } = row;
      return this.people.actorOf(owner, { signedInBy: 'token', tokenId, signedInUntil, scopes });
    }
    const given = basicCredentials(headers);
    if (!given) return rejected('not-signed-in', 'The Authorization header is readable neither as Basic nor as Bearer.');
    const person = await this.byPassword(given, address);
    return isRejection(person) ? person : this.people.actorOf(person, 'basic');
  }

  /** Rejections: `not-signed-in` (which of the two was wrong is not said), `too-many-attempts`. */
  async byPassword(given: BasicCredentials, address: string): Promise<PersonRow | Rejection> {
    const now = this.clock.now();
    const account = given.account.normalize('NFKC').trim().toLowerCase();
    const person = await this.people.byAccount(account);
    const revision = person?.revision ?? 0;
    if (person && this.verified.knows({ ...given, account, revision }, now)) return person;
    const hash = person && (await this.people.passwordHashOf(person.id));
    const wait = this.limiter.waitSeconds(account, address, now);
    if (wait > 0) {
      const minutes = Math.ceil(wait / 60);
      return rejected('too-many-attempts', `Too many failed sign-ins: try again in ${minutes} minutes.`, { retryAfter: wait });
    }
    const right = await this.verified.check({ ...given, account, revision }, now, async () => {
      this.limiter.begin(account, address, now);
      const matches = await verifyPassword(hash, given.password);
      if (matches) this.limiter.succeeded(account, address);
      return matches;
    });
    if (person && right) return person;
    // What was typed may be anything, a password too; the chain would keep it for good.
    this.accessLog.saw(person ?? { account: 'unknown', institution: 'shared' }, {
      type: 'address',
      id: address,
      act: 'sign-in-failed',
    });
    return rejected('not-signed-in', 'The account or the password is wrong.');
  }
}
