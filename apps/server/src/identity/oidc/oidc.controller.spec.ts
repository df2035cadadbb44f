import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { rejected } from '@gaita/contracts';
import type { Response } from 'express';
import type { Config } from '../../platform/config.ts';
import { OperationalError } from '../../platform/errors.ts';
import type { Ids } from '../../platform/ids.ts';
import type { RequestOfActor } from '../current-actor.ts';
import type { SessionCookies } from '../session-cookies.ts';
import type { Sessions } from '../sessions.ts';
import type { AdmitExternalPerson } from './admit-external-person.ts';
import { OidcController } from './oidc.controller.ts';
import type { OidcProvider } from './provider.ts';

const publicUrl = 'https://gaita.example.org';
const callback = `${publicUrl}/api/v1/session/oidc/callback`;
const departure = { verifier: 'v', state: 's', nonce: 'n' };
const firefox = 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0';

/** What the browser is told, and whom the server asks. */
describe('The way to the provider of sign-ins and back', () => {
  let said: unknown[];
  let answers: Record<string, unknown>;
  let warnings: object[];
  const answer = (name: string, ...asked: unknown[]) => {
    said.push([name, ...asked]);
    const given = answers[name];
    if (given instanceof Error) throw given;
    return given;
  };
  const response = {
    redirect: (to: string) => said.push(['redirect', to]),
    cookie: (...cookie: unknown[]) => said.push(['cookie', ...cookie]),
    clearCookie: (...cookie: unknown[]) => said.push(['clear', ...cookie]),
  } as unknown as Response;
  const controllerWith = (oidc?: object) =>
    new OidcController(
      {
        depart: async (to: string) => answer('depart', to),
        arrive: async (url: URL, left: unknown) => answer('arrive', url.href, left),
      } as unknown as OidcProvider,
      { admit: async (external: unknown) => answer('admit', external) } as unknown as AdmitExternalPerson,
      { open: async (...asked: unknown[]) => answer('open', ...asked) } as unknown as Sessions,
      {
        nameOf: (name: string) => `__Host-${name}`,
        options: { path: '/' },
        give: (_: unknown, token: string, until: number) => said.push(['give', token, until]),
      } as unknown as SessionCookies,
      { publicUrl, oidc } as unknown as Config,
      { next: () => 'id' } as Ids,
    );
  const controller = controllerWith({ issuer: 'https://sign-in.example.org:444/realm' });
  const { warn } = Logger.prototype;

  beforeEach(() => {
    said = [];
    warnings = [];
    answers = {
      depart: { ...departure, url: new URL('https://sign-in.example.org/go') },
      arrive: { account: 'i'.repeat(120) },
      admit: { personId: 'p' },
      open: { token: 't', expiresAt: 9 },
    };
  });
  const logged = async (work: () => Promise<void>) => {
    Logger.prototype.warn = (message: object) => void warnings.push(message);
    try {
      await work();
    } finally {
      Logger.prototype.warn = warn;
    }
    return said;
  };
  const cookieFor = (value: unknown) =>
    `__Host-gaita_departure=${Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')}`;
  const arrive = (cookie?: string, more: object = {}) =>
    controller.arrive(
      {
        headers: { ...(cookie !== undefined && { cookie }), 'user-agent': firefox, ...more },
        originalUrl: '/api/v1/session/oidc/callback?code=c&state=s',
      } as unknown as RequestOfActor,
      response,
    );
  const cleared = ['clear', '__Host-gaita_departure', { path: '/' }];

  it('is offered by the name of its host, or not at all', async () => {
    expect(controller.options()).toEqual({ oidc: { name: 'sign-in.example.org:444' } });
    const without = controllerWith();
    expect(without.options()).toEqual({});
    await without.depart('/x', response);
    await without.arrive({} as RequestOfActor, response);
    expect(said).toEqual([
      ['redirect', '/sign-in'],
      ['redirect', '/sign-in'],
    ]);
  });

  it('begins with a cookie of ten minutes that holds what nobody else may know, and where one wanted to go', async () => {
    await controller.depart('/tasks/7', response);
    await controller.depart(['/a', '/b'], response);
    const cookie = (back: string) => [
      'cookie',
      '__Host-gaita_departure',
      Buffer.from(JSON.stringify({ ...departure, return: back })).toString('base64url'),
      { path: '/', maxAge: 600_000 },
    ];
    const away = ['redirect', 'https://sign-in.example.org/go'];
    expect(said).toEqual([['depart', callback], cookie('/tasks/7'), away, ['depart', callback], cookie(''), away]);
  });

  it('leaves out a place to return to that no cookie would hold', async () => {
    const length = (back: number) => JSON.stringify({ ...departure, return: 'x'.repeat(back) }).length;
    // 3,800 letters of base64url hold 2,850 bytes
    const most = 2_850 - length(0);
    for (const back of [most, most + 1]) await controller.depart('x'.repeat(back), response);
    const kept = said
      .flatMap((each) => ((each as unknown[])[0] === 'cookie' ? [String((each as unknown[])[2])] : []))
      .map((value) => (JSON.parse(Buffer.from(value, 'base64url').toString()) as { return: string }).return.length);
    expect(kept).toEqual([most, 0]);
  });

  it('ends with a session in place of the one before, at the place where one wanted to go', async () => {
    await arrive(`${cookieFor({ ...departure, return: '/tasks/7?a=b' })}; gaita_session=old`);
    expect(said).toEqual([
      cleared,
      ['arrive', `${callback}?code=c&state=s`, { ...departure, return: '/tasks/7?a=b' }],
      ['admit', { account: 'i'.repeat(120) }],
      ['open', { id: 'id', account: 'i'.repeat(100) }, 'p', { earlierToken: 'old', client: 'Firefox, Windows' }],
      ['give', 't', 9],
      ['redirect', '/sign-in?return=%2Ftasks%2F7%3Fa%3Db'],
    ]);
  });

  it('is over where the browser has no departure, or one that is not whole', async () => {
    const whole = { ...departure, return: '' };
    const broken = ['no JSON', 'null', ...Object.keys(whole).map((part) => ({ ...whole, [part]: 7 })), {}];
    for (const cookie of [undefined, ...broken.map(cookieFor)]) {
      said = [];
      await arrive(cookie);
      expect([cookie, said]).toEqual([cookie, [cleared, ['redirect', '/sign-in?failed=expired']]]);
    }
  });

  it('says why it failed: nobody answers, what came was refused, or there is no account', async () => {
    const back = cookieFor({ ...departure, return: '' });
    const failed = async (wrong: object, work: () => Promise<void> = () => arrive(back)) => {
      Object.assign(answers, wrong);
      return (await logged(work)).at(-1);
    };
    const to = (failure: string) => ['redirect', `/sign-in?failed=${failure}`];
    expect(await failed({ open: rejected('not-signed-in', 'Closed.') })).toEqual(to('no-account'));
    expect(said.some((each) => (each as unknown[])[0] === 'give')).toBe(false);
    expect(await failed({ admit: rejected('not-allowed', 'No.') })).toEqual(to('no-account'));
    expect(warnings).toEqual([]);
    expect(await failed({ arrive: new Error('forged') })).toEqual(to('refused'));
    expect(await failed({ arrive: new OperationalError('away') })).toEqual(to('unavailable'));
    expect(await failed({ depart: new Error('away too') }, () => controller.depart('', response))).toEqual(to('unavailable'));
    const message = 'sign-in by OpenID Connect failed';
    expect(warnings).toEqual([
      { message, failure: 'refused', error: 'forged' },
      { message, failure: 'unavailable', error: 'away' },
      { message, failure: 'unavailable', error: 'away too' },
    ]);
  });
});
