import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import { OidcProvider } from './provider.ts';

const provider = new OidcProvider({ oidc: { groupsClaim: 'memberOf' } } as Config, new VirtualClock(0));
const personOf = (claims: Record<string, unknown>) => provider['personOf']('https://sign-in.example.org', claims);

describe('What the provider says of somebody', () => {
  it('is who they are there, in our words', () => {
    const claims = {
      sub: 's-1',
      preferred_username: ' Ilze.OZOLA ',
      name: 'Ilze\r\n\tOzola',
      email: 'Ilze@example.org',
      email_verified: true,
      locale: 'lv-LV',
      memberOf: ['a', 7],
      groups: ['other'],
    };
    expect(personOf(claims)).toEqual({
      subject: 'https://sign-in.example.org s-1',
      account: 'ilze.ozola',
      name: 'Ilze Ozola',
      email: 'Ilze@example.org',
      isEmailVerified: true,
      locale: 'lv-LV',
      groups: ['a', '7'],
    });
  });

  it('names the account by the user name, else the address, else the subject; who has no name goes by that', () => {
    const account = (claims: Record<string, unknown>) => {
      const { account: own, name } = personOf({ sub: 'S-1', ...claims });
      return [own, name];
    };
    expect(account({ preferred_username: 'ann', email: 'a@example.org' })).toEqual(['ann', 'ann']);
    expect(account({ preferred_username: '', email: 'A@example.org' })).toEqual(['a@example.org', 'a@example.org']);
    expect(account({ preferred_username: 7, name: '' })).toEqual(['s-1', 's-1']);
    expect(account({ preferred_username: 'ａｎｎ' })).toEqual(['ann', 'ann']);
    expect(account({ name: 'Ann' })).toEqual(['s-1', 'Ann']);
  });

  it('vouches for an address only where it says so, and where there is one', () => {
    const isVerified = (claims: Record<string, unknown>) => personOf({ sub: 's', ...claims }).isEmailVerified;
    expect(isVerified({ email: 'a@example.org', email_verified: true })).toBe(true);
    for (const email_verified of [false, 'true', 1, undefined])
      expect(isVerified({ email: 'a@example.org', email_verified })).toBe(false);
    expect(isVerified({ email_verified: true })).toBe(false);
  });

  it('may name no group, one, or several', () => {
    const groups = (memberOf: unknown) => personOf({ sub: 's', memberOf }).groups;
    expect([groups(undefined), groups('one'), groups(['one', 'two']), groups({ one: 1 }), groups(7)]).toEqual([
      ...[[], ['one'], ['one', 'two'], [], []],
    ]);
    expect(personOf({ sub: 's' })).toMatchObject({ email: '', locale: '' });
  });
});
