import { Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import { Clock } from '../../platform/clock.ts';
import { Config } from '../../platform/config.ts';
import { OperationalError } from '../../platform/errors.ts';

const discoveredFor = 60 * 60_000;

/** What the provider says about somebody who signed in there. */
export interface ExternalPerson {
  /** Issuer and subject: what never changes. */
  readonly subject: string;
  readonly account: string;
  readonly name: string;
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly locale: string;
  readonly groups: readonly string[];
}

/** What the browser keeps between leaving and coming back; nobody else learns it. */
export interface Departure {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/**
 * The OpenID Connect provider (`OIDC_ISSUER`): authorization code flow with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636). Its
 * settings are read from its discovery document when they are first needed, so that the server starts without it.
 */
@Injectable()
export class OidcProvider {
  private known: { readonly settings: client.Configuration; readonly until: number } | undefined;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Where the browser goes to sign in. Throws OperationalError when the provider does not answer. */
  async depart(redirectUri: string): Promise<Departure & { readonly url: URL }> {
    const settings = await this.settings();
    const departure = {
      verifier: client.randomPKCECodeVerifier(),
      state: client.randomState(),
      nonce: client.randomNonce(),
    };
    const url = client.buildAuthorizationUrl(settings, {
      redirect_uri: redirectUri,
      scope: this.config.oidc!.scopes,
      code_challenge: await client.calculatePKCECodeChallenge(departure.verifier),
      code_challenge_method: 'S256',
      state: departure.state,
      nonce: departure.nonce,
    });
    return { ...departure, url };
  }

  /**
   * Who came back. Throws an error of the library when the answer does not belong to the departure, was not signed by the
   * provider or names another audience.
   * @param returned the address to which the provider sent the browser, with its query
   */
  async arrive(returned: URL, { verifier, state, nonce }: Departure): Promise<ExternalPerson> {
    const settings = await this.settings();
    const tokens = await client.authorizationCodeGrant(settings, returned, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims()!;
    const hasMore = settings.serverMetadata().userinfo_endpoint !== undefined;
    const more = hasMore ? await client.fetchUserInfo(settings, tokens.access_token, claims.sub) : {};
    return this.personOf(claims.iss, { ...claims, ...more });
  }

  private personOf(issuer: string, claims: Readonly<Record<string, unknown>>): ExternalPerson {
    const text = (...names: string[]): string =>
      names.map((name) => claims[name]).find((value): value is string => typeof value === 'string' && value !== '') ?? '';
    const groups = claims[this.config.oidc!.groupsClaim];
    const email = text('email');
    const account = text('preferred_username', 'email', 'sub').normalize('NFKC').trim().toLowerCase();
    return {
      subject: `${issuer} ${text('sub')}`,
      account,
      name: text('name').replace(/\p{Cc}+/gu, ' ') || account,
      email,
      isEmailVerified: email !== '' && claims['email_verified'] === true,
      locale: text('locale'),
      groups: Array.isArray(groups) ? groups.map(String) : typeof groups === 'string' ? [groups] : [],
    };
  }

  private async settings(): Promise<client.Configuration> {
    const now = this.clock.now();
    if (this.known && this.known.until > now) return this.known.settings;
    const { issuer, clientId, clientSecret } = this.config.oidc!;
    const isPlain = issuer.startsWith('http:');
    const settings = await client
      .discovery(new URL(issuer), clientId, clientSecret, undefined, {
        // Only where the operator wrote http: themselves: a provider on the same machine or in a closed network.
        execute: isPlain ? [client.allowInsecureRequests] : [],
        timeout: 10,
      })
      .catch((error: unknown) => {
        throw new OperationalError(`The sign-in service ${issuer} does not answer.`, { cause: error });
      });
    this.known = { settings, until: now + discoveredFor };
    return settings;
  }
}
