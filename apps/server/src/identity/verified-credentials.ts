import { createHmac, randomBytes } from 'node:crypto';

const keptFor = 5 * 60_000;
const keptAtMost = 5_000;

export interface GivenCredentials {
  readonly account: string;
  readonly password: string;
  /** Of the person now: a changed person makes what is known worthless. */
  readonly revision: number;
}

/**
 * Remembers for five minutes that a password was right, because a client of `/engine-rest` sends it with every request and
 * argon2 is slow on purpose. Only a keyed hash is kept, in memory.
 */
export class VerifiedCredentials {
  private readonly secret = randomBytes(32);
  private readonly until = new Map<string, number>();
  private readonly running = new Map<string, Promise<boolean>>();

  knows(given: GivenCredentials, now: number): boolean {
    return (this.until.get(this.keyOf(given)) ?? 0) > now;
  }

  /** Asks `verify` and remembers a yes. Requests at the same time share one verification. */
  async check(given: GivenCredentials, now: number, verify: () => Promise<boolean>): Promise<boolean> {
    const key = this.keyOf(given);
    const verifying = this.running.get(key) ?? verify().finally(() => this.running.delete(key));
    this.running.set(key, verifying);
    const right = await verifying;
    if (right) this.remember(key, now + keptFor);
    return right;
  }

  private remember(key: string, until: number): void {
    this.until.delete(key);
    this.until.set(key, until);
    const [oldest] = this.until.keys();
    if (this.until.size > keptAtMost && oldest !== undefined) this.until.delete(oldest);
  }

  private keyOf({ account, password, revision }: GivenCredentials): string {
    return createHmac('sha256', this.secret)
      .update(JSON.stringify([account, password, revision]))
      .digest('base64');
  }
}
