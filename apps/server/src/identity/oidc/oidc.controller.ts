import { Controller, Get, Logger, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { SignInOptions } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { CookieOptions, Response } from 'express';
import { Config } from '../../platform/config.ts';
import { OperationalError } from '../../platform/errors.ts';
import { Ids } from '../../platform/ids.ts';
import { Allow } from '../allow.ts';
import { cookieOf, sessionCookie, sessionToken } from '../credentials-of-request.ts';
import type { RequestOfActor } from '../current-actor.ts';
import { People } from '../people.ts';
import { SessionViews } from '../session-views.ts';
import { sessionMillis, Sessions } from '../sessions.ts';
import { AdmitExternalPerson } from './admit-external-person.ts';
import { OidcProvider } from './provider.ts';
import type { Departure } from './provider.ts';

const path = '/api/v1/session/oidc';
const departureCookie = 'gaita_departure';
const departureMillis = 10 * 60_000;

/** Why the sign-in page is shown again; it has a sentence for each in the reader's language. */
type Failure = 'unavailable' | 'expired' | 'refused' | 'no-account';

/** Signing in by the OpenID Connect provider, where one is configured. Both routes answer with a redirect of the browser. */
@ApiTags('identity')
@Controller('api/v1')
export class OidcController {
  private readonly logger = new Logger(OidcController.name);
  private readonly cookie: CookieOptions;

  constructor(
    private readonly provider: OidcProvider,
    private readonly admission: AdmitExternalPerson,
    private readonly sessions: Sessions,
    private readonly people: People,
    private readonly views: SessionViews,
    private readonly config: Config,
    private readonly ids: Ids,
  ) {
    this.cookie = { ...views.cookie, path };
  }

  /** What the sign-in page offers. */
  @Get('sign-in-options')
  @Allow('public')
  options(): SignInOptions {
    const { oidc } = this.config;
    return oidc ? { oidc: { name: new URL(oidc.issuer).host } } : {};
  }

  @Get('session/oidc')
  @Allow('public')
  async depart(@Query('return') wanted: unknown, @Res() response: Response): Promise<void> {
    if (!this.config.oidc) return response.redirect('/sign-in');
    try {
      const { url, ...departure } = await this.provider.depart(this.returnAddress());
      const kept = { ...departure, return: typeof wanted === 'string' ? wanted.slice(0, 1000) : '' };
      const value = Buffer.from(JSON.stringify(kept)).toString('base64url');
      response.cookie(departureCookie, value, { ...this.cookie, maxAge: departureMillis });
      response.redirect(url.href);
    } catch (error) {
      this.fail(response, 'unavailable', error);
    }
  }

  @Get('session/oidc/callback')
  @Allow('public')
  async arrive(@Req() request: RequestOfActor, @Res() response: Response): Promise<void> {
    if (!this.config.oidc) return response.redirect('/sign-in');
    const departure = readDeparture(cookieOf(request.headers, departureCookie));
    response.clearCookie(departureCookie, this.cookie);
    if (!departure) return this.fail(response, 'expired');
    const returned = new URL(this.returnAddress());
    returned.search = new URL(request.originalUrl, returned).search;
    try {
      const external = await this.provider.arrive(returned, departure);
      const admitted = await this.admission.admit(external);
      if (isRejection(admitted)) return this.fail(response, 'no-account');
      const command = { id: this.ids.next(), account: external.account.slice(0, 100) };
      const opened = await this.sessions.open(command, admitted.personId, sessionToken(request.headers));
      if (isRejection(opened)) return this.fail(response, 'no-account');
      response.cookie(sessionCookie, opened.token, { ...this.views.cookie, maxAge: sessionMillis });
      response.redirect(`/sign-in?${new URLSearchParams({ return: departure.return })}`);
    } catch (error) {
      this.fail(response, error instanceof OperationalError ? 'unavailable' : 'refused', error);
    }
  }

  private returnAddress = (): string => `${this.config.publicUrl}${path}/callback`;

  private fail(response: Response, failure: Failure, error?: unknown): void {
    // The library's errors name codes of the protocol, never tokens.
    if (error !== undefined) this.logger.warn(`Sign-in by OpenID Connect failed: ${error instanceof Error ? error.message : ''}`);
    response.redirect(`/sign-in?failed=${failure}`);
  }
}

function readDeparture(value: string | undefined): (Departure & { readonly return: string }) | undefined {
  if (value === undefined) return undefined;
  try {
    const read = JSON.parse(Buffer.from(value, 'base64url').toString('utf8')) as Partial<Record<string, unknown>>;
    const { verifier, state, nonce, return: back } = read;
    const isWhole = [verifier, state, nonce, back].every((part) => typeof part === 'string');
    return isWhole ? (read as unknown as Departure & { return: string }) : undefined;
  } catch {
    return undefined;
  }
}
