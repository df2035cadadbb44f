import { describe, expect, it } from '@jest/globals';
import { basicCredentials, sessionToken } from './credentials-of-request.ts';

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

describe('Credentials of a request', () => {
  it('are read from Basic, with colons and letters of any alphabet in the password', () => {
    expect(basicCredentials(basic('anna:pa:ss'))).toEqual({ account: 'anna', password: 'pa:ss' });
    expect(basicCredentials(basic('anna:парола-ķīļš'))).toEqual({ account: 'anna', password: 'парола-ķīļš' });
  });

  it.each([[{}], [{ authorization: 'Bearer abc' }], [{ authorization: 'Basic' }], [basic('no colon')]])(
    'are absent in %j',
    (headers) => {
      expect(basicCredentials(headers)).toBeUndefined();
    },
  );

  it('are read from the cookie among others', () => {
    expect(sessionToken({ cookie: 'a=b; gaita_session=xyz=; c=d' })).toBe('xyz=');
    expect(sessionToken({ cookie: 'not_gaita_session=xyz' })).toBeUndefined();
    expect(sessionToken({ cookie: 'gaita_session=' })).toBeUndefined();
    expect(sessionToken({})).toBeUndefined();
  });
});
