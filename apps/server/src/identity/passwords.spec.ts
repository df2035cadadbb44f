import { describe, expect, it } from '@jest/globals';
import { hashPassword, verifyPassword } from './passwords.ts';

describe('A password', () => {
  it('is kept as argon2id with 19 MiB, two passes and one lane, salted anew each time', async () => {
    const [one, other] = [await hashPassword('rain on roofs'), await hashPassword('rain on roofs')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(other).not.toBe(one);
    expect([await verifyPassword(one, 'rain on roofs'), await verifyPassword(one, 'rain on roof')]).toEqual([true, false]);
  });

  it('opens no account that does not exist, whatever it is', async () => {
    for (const password of ['', 'demo', 'nobody has this account']) expect(await verifyPassword(undefined, password)).toBe(false);
  });
});
