import { describe, expect, it } from '@jest/globals';
import { basicCredentials, bearerToken, cookieOf, sessionToken } from './credentials-of-request.ts';

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

describe('Credentials of a request', () => {
  it('are read from Basic, with colons and letters of any alphabet in the password', () => {
    expect(basicCredentials(basic('anna:pa:ss'))).toEqual({ account: 'anna', password: 'pa:ss' });
    expect(basicCredentials(basic('anna:парола-ķīļš'))).toEqual({ account: 'anna', password: 'парола-ķīļš' });
  });

  it('are read from Basic in any case of letters, up to the next blank, and with an empty account or password', () => {
    const { authorization } = basic('anna:pass');
    expect(basicCredentials({ authorization: authorization.replace('Basic', 'bASIC') })?.account).toBe('anna');
    expect(basicCredentials({ authorization: `${authorization} more` })?.password).toBe('pass');
    expect(basicCredentials(basic(':pass'))).toEqual({ account: '', password: 'pass' });
    expect(basicCredentials(basic('anna:'))).toEqual({ account: 'anna', password: '' });
  });

  it.each([
    [{}],
    [{ authorization: '' }],
    [{ authorization: 'Bearer abc' }],
    [{ authorization: basic('anna:pass').authorization.replace('Basic', 'Bearer') }],
    [{ authorization: 'Basic' }],
    [basic('no colon')],
  ])('are absent in %j', (headers) => {
    expect(basicCredentials(headers)).toBeUndefined();
  });

  it('are read from Bearer', () => {
    expect(bearerToken({ authorization: 'Bearer abc' })).toBe('abc');
    expect(bearerToken({ authorization: 'BEARER abc def' })).toBe('abc');
    for (const authorization of ['', 'Bearer', 'Bearer ', 'Basic abc', 'abc'])
      expect([authorization, bearerToken({ authorization })]).toEqual([authorization, undefined]);
    expect(bearerToken({})).toBeUndefined();
  });

  it('are read from the cookie among others', () => {
    expect(sessionToken({ cookie: 'a=b; gaita_session=xyz=; c=d' })).toBe('xyz=');
    expect(sessionToken({ cookie: 'not_gaita_session=xyz' })).toBeUndefined();
    expect(sessionToken({ cookie: 'gaita_session=' })).toBeUndefined();
    expect(sessionToken({})).toBeUndefined();
  });

  it('are read from the cookie that is bound to the host before the other', () => {
    expect(sessionToken({ cookie: 'gaita_session=planted; __Host-gaita_session=own' })).toBe('own');
    expect(sessionToken({ cookie: '__Host-gaita_session=; gaita_session=other' })).toBe('other');
  });

  it('are read from cookies as browsers and others write them', () => {
    expect(cookieOf({ cookie: ' a = b ;c=d' }, 'a')).toBe('b');
    expect(cookieOf({ cookie: 'a=b;c=d' }, 'c')).toBe('d');
    expect(cookieOf({ cookie: 'a;b=c' }, 'b')).toBe('c');
    expect(cookieOf({ cookie: 'a=first; a=second' }, 'a')).toBe('first');
    expect(cookieOf({ cookie: '=nameless' }, '')).toBeUndefined();
    expect(cookieOf({ cookie: 'ab' }, 'a')).toBeUndefined();
  });
});
