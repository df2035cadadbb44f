import { isIP } from 'node:net';
import { z } from 'zod';

/** How many proxies stand before the server, or their addresses and networks, as Express reads them. */
export type TrustedProxies = number | string[];

const names = ['loopback', 'linklocal', 'uniquelocal'];

/** `1`, or `10.0.0.0/8, loopback`. That everybody is believed cannot be said: any sender could then choose their own address. */
export const trustedProxies = z.string().transform((text, context): TrustedProxies => {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length === 1 && /^\d{1,2}$/.test(parts[0]!)) return Number(parts[0]);
  if (parts.every((part) => names.includes(part) || isNetwork(part))) return parts;
  context.addIssue({
    code: 'custom',
    message: 'must be the number of proxies before the server, or their addresses like 10.0.0.0/8, loopback',
  });
  return z.NEVER;
});

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  // a network of 0 bits is everybody
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
