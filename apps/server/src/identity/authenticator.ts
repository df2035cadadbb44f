import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { AccessLog } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import type { Actor } from './actor.ts';
import { basicCredentials, sessionToken } from './credentials-of-request.ts';
import type { BasicCredentials } from './credentials-of-request.ts';
import type { RequestOfActor } from './current-actor.ts';
import { verifyPassword } from './passwords.ts';
import { People } from './people.ts';
import { Sessions } from './sessions.ts';
import { SignInLimiter } from './sign-in-limiter.ts';
import type { PersonRow } from './tables.ts';
import { VerifiedCredentials } from './verified-credentials.ts';

/** Finds out who sent a request. */
@Injectable()
export class Authenticator {
  private readonly verified = new VerifiedCredentials();
  private readonly limiter = new SignInLimiter();

  constructor(
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
    private readonly accessLog: AccessLog,
  ) {}

  /** By Basic, else by the session's cookie. Undefined: nobody said who they are, or their session is over. */
  async identify(request: Pick<RequestOfActor, 'headers' | 'ip'>): Promise<Actor | Rejection | undefined> {
    if (request.headers.authorization !== undefined) {
      const given = basicCredentials(request.headers);
      if (!given) return rejected('not-signed-in', 'The Authorization header is not readable as Basic.');
      const person = await this.byPassword(given, request.ip ?? '');
      return isRejection(person) ? person : this.people.actorOf(person, 'basic');
    }
    const token = sessionToken(request.headers);
    const session = token === undefined ? undefined : await this.sessions.find(token);
    const person = session && (await this.people.byId(session.personId));
    return person && this.people.actorOf(person, 'session', session.id);
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
    this.accessLog.saw(
      { account, institution: person?.institution ?? 'shared' },
      { type: 'address', id: address, act: 'sign-in-failed' },
    );
    return rejected('not-signed-in', 'The account or the password is wrong.');
  }
}
