import { describe, expect, it } from '@jest/globals';
import type { Response } from 'express';
import { VirtualClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { SessionCookies } from './session-cookies.ts';

describe('The cookie of a session', () => {
  const said = (publicUrl: string) => {
    const told: unknown[] = [];
    const response = {
      cookie: (...cookie: unknown[]) => told.push(cookie),
      clearCookie: (...cookie: unknown[]) => told.push(['cleared', ...cookie]),
    } as unknown as Response;
    const cookies = new SessionCookies({ publicUrl } as Config, new VirtualClock(1_000));
    cookies.give(response, 'token', 5_000);
    cookies.give(response, 'late', 900);
    cookies.take(response);
    return told;
  };

  it.each([
    ['https://gaita.example.org', '__Host-gaita_session', true],
    ['http://gaita.test/https:', 'gaita_session', false],
  ])('of %s is called %s and stays off plain connections: %s', (publicUrl, name, secure) => {
    const options = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
    expect(said(publicUrl)).toEqual([
      [name, 'token', { ...options, maxAge: 4_000 }],
      [name, 'late', { ...options, maxAge: 0 }],
      ['cleared', name, options],
    ]);
  });
});
