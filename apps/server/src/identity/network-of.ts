import { isIPv6 } from 'node:net';

/**
 * The network that one customer of a provider has: of an IPv6 address its first 64 bits, because whoever holds one of them holds
 * all the others; of IPv4 the address itself, also where it is written within IPv6. What is no address stays as it is.
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.toLowerCase().split('%');
  const mapped = /^(?:0*:)*(?:0*:)?:?ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!isIPv6(plain)) return plain;
  const [front = '', back] = plain.split('::');
  const before = front.split(':').filter(Boolean);
  const behind = (back ?? '').split(':').filter(Boolean);
  // a tail in dots stands for two groups
  const written = before.length + behind.length + (plain.includes('.') ? 1 : 0);
  const left = back === undefined ? 0 : 8 - written;
  const groups = [...before, ...Array.from({ length: left }, () => '0'), ...behind];
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
