import { Controller, Get, Logger, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { SignInOptions } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { Response } from 'express';
import { Config } from '../../platform/config.ts';
import { OperationalError } from '../../platform/errors.ts';
import { Ids } from '../../platform/ids.ts';
import { Allow } from '../allow.ts';
import { clientName } from '../client-name.ts';
import { cookieOf, sessionToken } from '../credentials-of-request.ts';
import type { RequestOfActor } from '../current-actor.ts';
import { SessionCookies } from '../session-cookies.ts';
import { Sessions } from '../sessions.ts';
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

  constructor(
    private readonly provider: OidcProvider,
    private readonly admission: AdmitExternalPerson,
    private readonly sessions: Sessions,
    private readonly cookies: SessionCookies,
    private readonly config: Config,
    private readonly ids: Ids,
  ) {}

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
      const value = writeDeparture({ ...departure, return: typeof wanted === 'string' ? wanted : '' });
      response.cookie(this.cookies.nameOf(departureCookie), value, { ...this.cookies.options, maxAge: departureMillis });
      response.redirect(url.href);
    } catch (error) {
      this.fail(response, 'unavailable', error);
    }
  }

  @Get('session/oidc/callback')
  @Allow('public')
  async arrive(@Req() request: RequestOfActor, @Res() response: Response): Promise<void> {
    if (!this.config.oidc) return response.redirect('/sign-in');
    const name = this.cookies.nameOf(departureCookie);
    const departure = readDeparture(cookieOf(request.headers, name));
    response.clearCookie(name, this.cookies.options);
    if (!departure) return this.fail(response, 'expired');
    const returned = new URL(this.returnAddress());
    returned.search = new URL(request.originalUrl, returned).search;
    try {
      const external = await this.provider.arrive(returned, departure);
      const admitted = await this.admission.admit(external);
      if (isRejection(admitted)) return this.fail(response, 'no-account');
      const command = { id: this.ids.next(), account: external.account.slice(0, 100) };
      const { headers } = request;
      const opened = await this.sessions.open(command, admitted.personId, {
        earlierToken: sessionToken(headers),
        client: clientName(headers),
      });
      if (isRejection(opened)) return this.fail(response, 'no-account');
      this.cookies.give(response, opened.token, opened.expiresAt);
      response.redirect(`/sign-in?${new URLSearchParams({ return: departure.return })}`);
    } catch (error) {
      this.fail(response, error instanceof OperationalError ? 'unavailable' : 'refused', error);
    }
  }

  private returnAddress = (): string => `${this.config.publicUrl}${path}/callback`;

  private fail(response: Response, failure: Failure, error?: unknown): void {
    if (error !== undefined)
      this.logger.warn({
        message: 'sign-in by OpenID Connect failed',
        failure,
        error: error instanceof Error ? error.message : String(error),
      });
    response.redirect(`/sign-in?failed=${failure}`);
  }
}

/** Browsers drop a cookie of more than 4,096 bytes with its name and attributes. */
const longestDeparture = 3_800;

/** A place to return to that is too long is left out rather than cut: half an address leads somewhere else. */
function writeDeparture(departure: Departure & { readonly return: string }): string {
  const encoded = Buffer.from(JSON.stringify(departure)).toString('base64url');
  return encoded.length <= longestDeparture ? encoded : writeDeparture({ ...departure, return: '' });
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
