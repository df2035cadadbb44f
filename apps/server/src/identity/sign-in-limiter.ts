const windowMillis = 15 * 60_000;
const limits = { account: 10, address: 50 } as const;
const keptAtMost = 20_000;

interface Failures {
  count: number;
  readonly until: number;
}

/**
 * Failed sign-ins of the last quarter of an hour, by account and by address: after ten for one account or fifty from one
 * address further attempts are refused unread until the quarter ends. Kept in memory: each replica counts its own.
 */
export class SignInLimiter {
  private readonly failures = new Map<string, Failures>();

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

  /** Clears the account's failures; the address keeps its others: one good account must not pay for guessing at many. */
  succeeded(account: string, address: string): void {
    const [ofAccount, ofAddress] = this.keys(account, address);
    this.failures.delete(ofAccount.key);
    const found = this.failures.get(ofAddress.key);
    if (found) found.count -= 1;
  }

  private start(key: string, now: number): void {
    this.failures.delete(key);
    this.failures.set(key, { count: 1, until: now + windowMillis });
    const [oldest] = this.failures.keys();
    if (this.failures.size > keptAtMost && oldest !== undefined) this.failures.delete(oldest);
  }

  private keys(account: string, address: string) {
    return [
      { key: `account ${account}`, limit: limits.account },
      { key: `address ${address}`, limit: limits.address },
    ] as const;
  }
}
