import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PasswordLinkView } from '@gaita/contracts';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../../test/support/databases.ts';
import type { Actor } from '../actor.ts';
import { Authenticator } from '../authenticator.ts';
import { DemoPeople } from '../demo-people/seed-demo-people.ts';
import { PreferencesOfPeople } from '../preferences.ts';
import { passwordTable, personTable, sessionTable } from '../tables.ts';
import type { IdentityApp } from '../testing/identity-app.ts';
import { startIdentity } from '../testing/identity-app.ts';

const minute = 60_000;

describe.each(databaseNames)('Accounts on %s', (name) => {
  let system: DatabaseSystem;
  let identity: IdentityApp;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    identity = await startIdentity(await system.newConfig({ GAITA_MODE: 'demo' }));
    await identity.get(DemoPeople).seed();
  });
  afterEach(() => identity.close());

  const http = () => request(identity.app.getHttpServer());
  const cookieOf = (answer: { headers: Record<string, unknown> }): string | undefined =>
    [answer.headers['set-cookie'] ?? []].flat().map(String)[0]?.split(';')[0];
  const signIn = async (account: string, password = 'demo') =>
    cookieOf(await http().post('/api/v1/session').send({ account, password })) ?? '';
  const session = (cookie: string) => http().get('/api/v1/session').set('Cookie', cookie);
  const personOf = async (account: string) => (await identity.database.reader.findOne(personTable, 'account = ?', [account]))!;

  describe('an account', () => {
    const person = {
      account: 'ilze.ozola',
      name: 'Ilze <b>Ozola</b>',
      email: 'ilze@example.org',
      institution: 'dzelmes-novads',
      language: 'lv',
    };
    const create = async (more: object = {}) =>
      http()
        .post('/api/v1/accounts')
        .auth('administrator-1', 'demo')
        .send({ ...person, ...more });
    const tokenOf = ({ link }: PasswordLinkView) => new URL(link).hash.slice(1);
    const setPassword = (token: string, password = 'correct horse battery') =>
      http().post('/api/v1/password-link').send({ token, password });

    it('is made by an administrator, and its person sets the password by the link, once', async () => {
      const made = await create();
      expect(made.status).toBe(201);
      const token = tokenOf(made.body as PasswordLinkView);
      await setPassword(token, 'too short').expect(400);
      await setPassword(token).expect(200, { account: 'ilze.ozola' });
      await setPassword(token).expect(403);
      const cookie = await signIn('ilze.ozola', 'correct horse battery');
      expect((await session(cookie)).body).toMatchObject({ name: person.name, roles: [] });
      const { hash } = (await identity.database.reader.byId(passwordTable, (await personOf('ilze.ozola')).id))!;
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      const stored = JSON.stringify(await identity.database.reader.query('SELECT * FROM command'));
      expect(stored).not.toContain(token);
      expect((await create()).status).toBe(409);
    });

    it('has no name under which the server itself acts, and no name of a person in several lines', async () => {
      for (const account of ['system', 'anonymous', 'unknown']) expect((await create({ account })).status).toBe(400);
      expect((await create({ name: 'Ilze\r\nBcc: all@example.org' })).status).toBe(400);
    });

    it('is nothing for who does not administer its institution', async () => {
      expect((await create({ institution: 'gilvyciu-rajonas' })).status).toBe(403);
      for (const path of ['link', 'close', 'sign-out'])
        await http().post(`/api/v1/accounts/lawyer-3/${path}`).auth('administrator-1', 'demo').expect(404);
      const { body } = await http().get('/api/v1/accounts').auth('administrator-1', 'demo').expect(200);
      expect(new Set((body as { institution: string }[]).map(({ institution }) => institution))).toEqual(
        new Set(['dzelmes-novads']),
      );
    });

    it('that is closed is out at once, and in again when it is opened', async () => {
      const cookie = await signIn('lawyer-1');
      await http().post('/api/v1/accounts/lawyer-1/close').auth('admin', 'demo').expect(200);
      expect((await session(cookie)).status).toBe(401);
      expect(await signIn('lawyer-1')).toBe('');
      await http().get('/api/v1/session').auth('lawyer-1', 'demo').expect(401);
      await http().post('/api/v1/accounts/lawyer-1/open').auth('admin', 'demo').expect(200);
      expect((await session(cookie)).status).toBe(401);
      expect((await session(await signIn('lawyer-1'))).body).toMatchObject({ roles: [{ role: 'lawyer' }] });
      await http().post('/api/v1/accounts/admin/close').auth('admin', 'demo').expect(403);
    });

    it('is not overwritten by who saw it as it was before: they hear who changed it', async () => {
      const { name, email, language } = await personOf('lawyer-1');
      const seen = { name, email, language };
      const change = (body: object) =>
        http()
          .put('/api/v1/accounts/lawyer-1')
          .auth('admin', 'demo')
          .send({ ...seen, ...body });
      await change({ name: 'Jana Liepa', seen }).expect(200);
      const { body } = await change({ name: 'Jana Ozola', seen }).expect(409);
      expect(body).toMatchObject({ code: 'version-conflict', details: { by: 'admin' } });
      await change({ name: 'Jana Ozola', seen: { ...seen, name: 'Jana Liepa' } }).expect(200);
    });

    it('gets a new link, with which the one before is void', async () => {
      const first = tokenOf((await create()).body as PasswordLinkView);
      const { body } = await http().post('/api/v1/accounts/ilze.ozola/link').auth('admin', 'demo').expect(201);
      await setPassword(first).expect(403);
      identity.clock.advance(3 * 24 * 60 * minute);
      await setPassword(tokenOf(body as PasswordLinkView)).expect(403);
    });

    it('is told to who goes on after a request: a stream', async () => {
      const cookie = await signIn('lawyer-1');
      const found = (await identity.get(Authenticator).identify({ headers: { cookie }, ip: '' })) as { actor: Actor };
      expect(await identity.get(Authenticator).again(found.actor)).toMatchObject({ account: 'lawyer-1' });
      await http().post('/api/v1/accounts/lawyer-1/sign-out').auth('admin', 'demo').expect(200);
      expect(await identity.get(Authenticator).again(found.actor)).toBeUndefined();
      expect((await personOf('lawyer-1')).revision).toBeGreaterThan(found.actor.revision!);
    });
  });

  it('changes one’s own password, which ends all other sessions', async () => {
    const [here, there] = [await signIn('lawyer-1'), await signIn('lawyer-1')];
    const change = (current: string, password: string) =>
      http().put('/api/v1/session/password').set('Cookie', here).send({ current, password });
    await change('wrong', 'correct horse battery').expect(403);
    await change('demo', 'short').expect(400);
    await change('demo', 'correct horse battery').expect(204);
    expect([(await session(here)).status, (await session(there)).status]).toEqual([200, 401]);
    expect(await signIn('lawyer-1')).toBe('');
    expect(await signIn('lawyer-1', 'correct horse battery')).not.toBe('');
    expect(await identity.database.reader.count(sessionTable, 'revoked_at IS NULL')).toBe(2);
  });

  it('keeps how somebody wants the product to be', async () => {
    const preferences = () => http().get('/api/v1/session/preferences').auth('lawyer-1', 'demo').expect(200);
    const usual = { language: 'lv', theme: 'system', textSize: 100, singleKeys: true, mailOff: [], firstView: null };
    expect((await preferences()).body).toEqual(usual);
    const prefer = (body: object) => http().put('/api/v1/session/preferences').auth('lawyer-1', 'demo').send(body);
    await prefer({ theme: 'contrast', language: 'bg' }).expect(200);
    await prefer({ mailOff: ['task-offered'], textSize: 150 }).expect(200);
    expect((await preferences()).body).toEqual({
      ...usual,
      theme: 'contrast',
      language: 'bg',
      mailOff: ['task-offered'],
      textSize: 150,
    });
    for (const wrong of [
      { theme: 'pink' },
      { textSize: 99 },
      { firstView: 'https://evil.example' },
      { firstView: '//evil.example' },
      { other: 1 },
    ])
      await prefer(wrong).expect(400);
    const people = identity.get(PreferencesOfPeople);
    expect([await people.refuses('lawyer-1', 'task-offered'), await people.refuses('lawyer-1', 'task-overdue')]).toEqual([
      true,
      false,
    ]);
    expect((await http().get('/api/v1/session').auth('lawyer-1', 'demo')).body).toMatchObject({ language: 'bg' });
  });
});
