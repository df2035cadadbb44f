import type { IncomingHttpHeaders } from 'node:http';

export const sessionCookie = 'gaita_session';
/** Behind https cookies are bound to the host: no neighbouring site can plant one (RFC 6265bis, 4.1.3.2). */
export const boundPrefix = '__Host-';

export interface BasicCredentials {
  readonly account: string;
  readonly password: string;
}

/** `Authorization: Basic` (RFC 7617, UTF-8); undefined when absent, of another scheme or unreadable. */
export function basicCredentials(headers: IncomingHttpHeaders): BasicCredentials | undefined {
  const [scheme, encoded] = (headers.authorization ?? '').split(' ', 2);
  if (scheme?.toLowerCase() !== 'basic' || !encoded) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0 ? undefined : { account: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

/** `Authorization: Bearer` (RFC 6750). */
export function bearerToken(headers: IncomingHttpHeaders): string | undefined {
  const [scheme, token] = (headers.authorization ?? '').split(' ', 2);
  return scheme?.toLowerCase() === 'bearer' && token ? token : undefined;
}

/** The session's token in the cookie header, of whichever name it has. */
export const sessionToken = (headers: IncomingHttpHeaders): string | undefined =>
  cookieOf(headers, `${boundPrefix}${sessionCookie}`) ?? cookieOf(headers, sessionCookie);

export function cookieOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim() || undefined;
  }
  return undefined;
}
