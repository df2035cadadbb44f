import { describe, expect, it } from '@jest/globals';
import { SignInLimiter } from './sign-in-limiter.ts';

const now = 1_800_000_000_000;
const minute = 60_000;

const failTimes = (limiter: SignInLimiter, times: number, account: (n: number) => string, address: string) => {
  for (let n = 0; n < times; n += 1) limiter.begin(account(n), address, now);
};

describe('The limit of failed sign-ins', () => {
  it('stops an account after ten failures from one address, and not elsewhere', () => {
    const limiter = new SignInLimiter();
    for (let n = 0; n < 10; n += 1) {
      expect(limiter.waitSeconds('anna', '10.0.0.1', now)).toBe(0);
      limiter.begin('anna', '10.0.0.1', now);
    }
    expect(limiter.waitSeconds('anna', '10.0.0.1', now)).toBe(15 * 60);
    expect(limiter.waitSeconds('anna', '10.0.0.2', now)).toBe(0);
    expect(limiter.waitSeconds('berta', '10.0.0.1', now)).toBe(0);
  });

  it('stops an account after a hundred failures from wherever, but not where the person got in before', () => {
    const limiter = new SignInLimiter();
    limiter.begin('anna', 'office', now);
    limiter.succeeded('anna', 'office');
    for (let n = 0; n < 100; n += 1) {
      expect(limiter.waitSeconds('anna', `10.0.0.${n}`, now)).toBe(0);
      limiter.begin('anna', `10.0.0.${n}`, now);
    }
    expect(limiter.waitSeconds('anna', '10.0.1.1', now)).toBe(15 * 60);
    expect(limiter.waitSeconds('anna', 'office', now)).toBe(0);
    failTimes(limiter, 10, () => 'anna', 'office');
    expect(limiter.waitSeconds('anna', 'office', now)).toBe(15 * 60);
  });

  it('stops an address after fifty failures, for whichever account', () => {
    const limiter = new SignInLimiter();
    failTimes(limiter, 50, (n) => `guess-${n}`, '10.0.0.1');
    expect(limiter.waitSeconds('anna', '10.0.0.1', now)).toBeGreaterThan(0);
    expect(limiter.waitSeconds('anna', '10.0.0.2', now)).toBe(0);
  });

  it('takes all addresses of one IPv6 network for one, and IPv4 within IPv6 for what it is', () => {
    const limiter = new SignInLimiter();
    for (let n = 0; n < 50; n += 1) limiter.begin(`guess-${n}`, `2001:db8:1:2::${n.toString(16)}`, now);
    expect(limiter.waitSeconds('anna', '2001:db8:1:2:ffff::1', now)).toBe(15 * 60);
    expect(limiter.waitSeconds('anna', '2001:db8:1:3::1', now)).toBe(0);
    failTimes(limiter, 10, () => 'anna', '10.0.0.1');
    expect(limiter.waitSeconds('anna', '::ffff:10.0.0.1', now)).toBe(15 * 60);
  });

  it('lets people try again when the quarter of an hour is over', () => {
    const limiter = new SignInLimiter();
    failTimes(limiter, 10, () => 'anna', '10.0.0.1');
    expect(limiter.waitSeconds('anna', '10.0.0.1', now + 14 * minute)).toBe(60);
    expect(limiter.waitSeconds('anna', '10.0.0.1', now + 15 * minute)).toBe(0);
  });

  it('forgets the failures of an account that got in, and keeps those of its address', () => {
    const limiter = new SignInLimiter();
    failTimes(limiter, 9, () => 'anna', '10.0.0.1');
    limiter.begin('anna', '10.0.0.1', now);
    limiter.succeeded('anna', '10.0.0.1');
    expect(limiter.waitSeconds('anna', '10.0.0.1', now)).toBe(0);
    failTimes(limiter, 40, (n) => `guess-${n}`, '10.0.0.1');
    expect(limiter.waitSeconds('berta', '10.0.0.1', now)).toBe(0);
    limiter.begin('guess', '10.0.0.1', now);
    expect(limiter.waitSeconds('berta', '10.0.0.1', now)).toBeGreaterThan(0);
  });

  it('does not count successes against an office behind one address', () => {
    const limiter = new SignInLimiter();
    for (let n = 0; n < 200; n += 1) {
      limiter.begin(`person-${n}`, '10.0.0.1', now);
      limiter.succeeded(`person-${n}`, '10.0.0.1');
    }
    expect(limiter.waitSeconds('person-1', '10.0.0.1', now)).toBe(0);
  });

  it('counts anew when a quarter of an hour is over, from its end on', () => {
    const limiter = new SignInLimiter();
    failTimes(limiter, 10, () => 'anna', '10.0.0.1');
    const later = now + 15 * minute;
    for (let n = 0; n < 9; n += 1) limiter.begin('anna', '10.0.0.1', later);
    expect(limiter.waitSeconds('anna', '10.0.0.1', later)).toBe(0);
    limiter.begin('anna', '10.0.0.1', later);
    expect(limiter.waitSeconds('anna', '10.0.0.1', later)).toBe(15 * 60);
    expect(limiter.waitSeconds('anna', '10.0.0.1', later + 1_500)).toBe(15 * 60 - 1);
  });

  it('counts towards a quarter of an hour that began with the first failure', () => {
    const limiter = new SignInLimiter();
    for (let n = 0; n < 10; n += 1) limiter.begin('anna', '10.0.0.1', now + n * minute);
    expect(limiter.waitSeconds('anna', '10.0.0.1', now + 9 * minute)).toBe(6 * 60);
  });

  it('pays no failure of others with a success, and none from elsewhere', () => {
    const limiter = new SignInLimiter();
    failTimes(limiter, 99, () => 'anna', 'elsewhere');
    limiter.begin('anna', 'office', now);
    expect(limiter.waitSeconds('anna', 'third', now)).toBe(15 * 60);
    limiter.succeeded('anna', 'office');
    expect(limiter.waitSeconds('anna', 'third', now)).toBe(0);
    limiter.begin('anna', 'third', now);
    expect(limiter.waitSeconds('anna', 'fourth', now)).toBe(15 * 60);
  });

  it('keeps some ten thousands of failures and of known places, and forgets the oldest of each', () => {
    const limiter = new SignInLimiter();
    failTimes(limiter, 10, () => 'first', 'here');
    // each failure of another account from another address makes three counts
    for (let n = 0; n < 6_665; n += 1) limiter.begin(`a${n}`, `address-${n}`, now);
    expect(limiter.waitSeconds('first', 'here', now)).toBe(15 * 60);
    for (let n = 0; n < 2; n += 1) limiter.begin(`b${n}`, `another-${n}`, now);
    expect(limiter.waitSeconds('first', 'here', now)).toBe(0);
    for (let n = 0; n <= 20_000; n += 1) limiter.succeeded(`person-${n}`, 'office');
    failTimes(limiter, 100, () => 'person-0', 'elsewhere');
    failTimes(limiter, 100, () => 'person-1', 'elsewhere too');
    expect([0, 1].map((n) => limiter.waitSeconds(`person-${n}`, 'office', now))).toEqual([15 * 60, 0]);
  });
});
