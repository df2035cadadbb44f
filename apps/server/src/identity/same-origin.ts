import type { IncomingHttpHeaders } from 'node:http';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Did another site make the browser send this writing request? Browsers say so in `Sec-Fetch-Site`, older ones by `Origin`;
 * a client that is no browser sends neither and is let through: nobody can make it send a request with somebody's cookie.
 */
export function isForgedBySite(method: string, headers: IncomingHttpHeaders, publicUrl?: string): boolean {
  if (safeMethods.has(method)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  if (origin === undefined) return false;
  return !isOwnOrigin(origin, headers.host, publicUrl);
}

function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string | undefined): boolean {
  if (!URL.canParse(origin)) return false; // `null`, of a sandboxed frame or a redirect
  const given = new URL(origin);
  return given.host === host || (publicUrl !== undefined && given.origin === new URL(publicUrl).origin);
}
