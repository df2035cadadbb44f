import { networkOf } from './network-of.ts';

const windowMillis = 15 * 60_000;
const limits = { pair: 10, address: 50, account: 100 } as const;
const keptAtMost = 20_000;

interface Failures {
  count: number;
  readonly until: number;
}

/**
 * Failed sign-ins of the last quarter of an hour. Further attempts are refused unread until the quarter ends: after ten for one
 * account from one address, after fifty from one address, whichever accounts they try, and after a hundred for one account from wherever. The last does not
 * hold where the account has got in before: whoever guesses from elsewhere cannot lock the person out of their own office.
 * Addresses of one IPv6 network of 64 bits count as one. Kept in memory: each replica counts its own.
 */
export class SignInLimiter {
  private readonly failures = new Map<string, Failures>();
  private readonly known = new Set<string>();

  /** Seconds to wait, or 0 when an attempt may be made. */
  waitSeconds(account: string, address: string, now: number): number {
    const waits = this.keys(account, address).map(({ key, limit }) => {
      const found = this.failures.get(key);
      return found && found.until > now && found.count >= limit ? Math.ceil((found.until - now) / 1000) : 0;
    });
    return Math.max(...waits);
  }

  /** Counts an attempt as failed until it succeeds, so that many at once cannot slip through. */
  begin(account: string, address: string, now: number): void {
    for (const { key } of this.keys(account, address)) {
      const found = this.failures.get(key);
      if (found && found.until > now) found.count += 1;
      else this.start(key, now);
    }
  }

  /** Clears the account's failures from here; address and account keep their others: one success must not pay for guessing. */
  succeeded(account: string, address: string): void {
    for (const { key } of this.keys(account, address)) {
      const found = this.failures.get(key);
      if (found) found.count -= 1;
    }
    this.failures.delete(pairKey(account, address));
    this.known.add(pairKey(account, address));
    forgetOldest(this.known, this.known);
  }

  private start(key: string, now: number): void {
    this.failures.delete(key);
    this.failures.set(key, { count: 1, until: now + windowMillis });
    forgetOldest(this.failures, this.failures.keys());
  }

  private keys(account: string, address: string): readonly { readonly key: string; readonly limit: number }[] {
    const pair = pairKey(account, address);
    return [
      { key: pair, limit: limits.pair },
      { key: `address ${networkOf(address)}`, limit: limits.address },
      ...(this.known.has(pair) ? [] : [{ key: `account ${account}`, limit: limits.account }]),
    ];
  }
}

const pairKey = (account: string, address: string): string => `pair ${networkOf(address)} ${account}`;

function forgetOldest(kept: { readonly size: number; delete(key: string): boolean }, keys: Iterable<string>): void {
  if (kept.size <= keptAtMost) return;
  for (const oldest of keys) {
    kept.delete(oldest);
    return;
  }
}
