import { describe, expect, it } from '@jest/globals';
import { VerifiedCredentials } from './verified-credentials.ts';

const given = { account: 'anna', password: 'right', revision: 1 };
const minute = 60_000;

describe('Verified credentials', () => {
  it('are known for five minutes', async () => {
    const verified = new VerifiedCredentials();
    expect(verified.knows(given, 0)).toBe(false);
    await verified.check(given, 0, async () => true);
    expect(verified.knows(given, 5 * minute - 1)).toBe(true);
    expect(verified.knows(given, 5 * minute)).toBe(false);
  });

  it('are not known for another password, account or revision of the person', async () => {
    const verified = new VerifiedCredentials();
    await verified.check(given, 0, async () => true);
    expect(verified.knows({ ...given, password: 'wrong' }, 1)).toBe(false);
    expect(verified.knows({ ...given, account: 'berta' }, 1)).toBe(false);
    expect(verified.knows({ ...given, revision: 2 }, 1)).toBe(false);
  });

  it('remember no wrong password', async () => {
    const verified = new VerifiedCredentials();
    expect(await verified.check(given, 0, async () => false)).toBe(false);
    expect(verified.knows(given, 1)).toBe(false);
  });

  it('are verified once for requests that come at the same time', async () => {
    const verified = new VerifiedCredentials();
    let runs = 0;
    const verify = async () => {
      runs += 1;
      return true;
    };
    const answers = await Promise.all(Array.from({ length: 20 }, () => verified.check(given, 0, verify)));
    expect(answers).toEqual(Array.from({ length: 20 }, () => true));
    expect(runs).toBe(1);
  });
});
