import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Post } from '@nestjs/common';
import type { CreatedTokenView } from '@gaita/contracts';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { AccessLog, auditEntryTable } from '../audit/index.ts';
import type { Actor } from './actor.ts';
import { Allow } from './allow.ts';
import { ApiTokens } from './api-tokens.ts';
import { DemoPeople } from './demo-people/seed-demo-people.ts';
import { People } from './people.ts';
import { apiTokenTable, personTable } from './tables.ts';
import type { IdentityApp } from './testing/identity-app.ts';
import { startIdentity } from './testing/identity-app.ts';

@Controller('api/v1')
class ProbeController {
  @Get('tasks')
  @Allow('lawyer', 'administrator')
  lawyers() {
    return { ok: true };
  }

  @Post('unheard-of')
  @Allow('signed-in')
  unheardOf() {
    return { ok: true };
  }
}

const minute = 60_000;
const home = 'dzelmes-novads';

describe('What people are told about access, and what stands in the audit', () => {
  let system: DatabaseSystem;
  let identity: IdentityApp;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    identity = await startIdentity(await system.newConfig({ GAITA_MODE: 'demo' }), [ProbeController]);
    await identity.get(DemoPeople).seed();
  });
  afterEach(() => identity.close());

  const http = () => request(identity.app.getHttpServer());
  const signIn = (account: string, password = 'demo') => http().post('/api/v1/session').send({ account, password });
  const cookieOf = (answer: { headers: Record<string, unknown> }) =>
    [answer.headers['set-cookie'] ?? []].flat().map(String)[0] ?? '';
  const personOf = async (account: string) => (await identity.database.reader.findOne(personTable, 'account = ?', [account]))!;
  const actorOf = async (account: string): Promise<Actor> => {
    const people = identity.get(People);
    return people.actorOf((await people.byAccount(account))!, 'basic');
  };
  const post = (account: string, path: string, body: object = {}) =>
    http().post(`/api/v1${path}`).auth(account, 'demo').send(body);
  const acts = async (objectId: string) => {
    await identity.app.get(AccessLog).flush();
    const rows = await identity.database.reader.find(auditEntryTable, 'object_id = ?', [objectId], { orderBy: 'at, id' });
    return rows.map(({ account, act, institution, objectType }) => [account, act, institution, objectType]);
  };
  const newcomer = {
    account: 'ilze.ozola',
    name: 'Ilze Ozola',
    email: 'ilze@example.org',
    institution: home,
    language: 'lv',
  };

  it('why somebody does not come in: by which of several ways they tried', async () => {
    const session = () => http().get('/api/v1/session');
    expect((await session().expect(401)).body).toMatchObject({ code: 'not-signed-in', message: 'Sign in first.' });
    expect((await session().set('Authorization', 'Bearer gaita_none').expect(401)).body).toMatchObject({
      message: 'The token is not good (any more).',
    });
    expect((await session().set('Authorization', 'Digest abc').expect(401)).body).toMatchObject({
      message: 'The Authorization header is readable neither as Basic nor as Bearer.',
    });
    expect((await signIn('lawyer-1', 'guess').expect(401)).body).toMatchObject({
      message: 'The account or the password is wrong.',
    });
    await signIn(' LAWYER-1 ').expect(200);
    expect((await http().get('/api/v1/tasks').auth('front-desk-1', 'demo').expect(403)).body).toMatchObject({
      message: 'This needs one of the roles: lawyer, administrator.',
      details: { roles: ['lawyer', 'administrator'] },
    });
  });

  it('when they may try again after too many failures, in minutes and seconds', async () => {
    for (let n = 0; n < 10; n++) await signIn('lawyer-2', `guess ${n}`).expect(401);
    identity.clock.advance(minute + 500);
    const { body } = await signIn('lawyer-2', 'guess').expect(429);
    const { retryAfter } = (body as { details: { retryAfter: number } }).details;
    expect(retryAfter).toBeGreaterThan(13 * 60);
    expect(retryAfter).toBeLessThanOrEqual(15 * 60);
    expect(body).toMatchObject({
      code: 'too-many-attempts',
      message: `Too many failed sign-ins: try again in ${Math.ceil(retryAfter / 60)} minutes.`,
    });
  });

  it('how long the cookie is good, which is as long as the session', async () => {
    const answer = await signIn('lawyer-1').expect(200);
    expect(cookieOf(answer)).toMatch(/; Max-Age=43200; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
    identity.clock.advance(30 * minute);
    const again = await http().get('/api/v1/session').set('Cookie', cookieOf(answer).split(';')[0]!);
    expect(cookieOf(again)).toMatch(/; Max-Age=41400;/);
    const out = await http().delete('/api/v1/session').set('Cookie', cookieOf(again).split(';')[0]!);
    expect(cookieOf(out)).toMatch(/^gaita_session=; Path=\/; Expires=Thu, 01 Jan 1970/);
  });

  it('that an account was made, changed, closed, opened, signed out, and by whom', async () => {
    const { body: made } = await post('administrator-1', '/accounts', newcomer).expect(201);
    expect(made).toMatchObject({ link: expect.stringContaining('#') });
    const { id } = await personOf('ilze.ozola');
    const seen = { name: newcomer.name, email: newcomer.email, language: newcomer.language };
    for (const other of [{ name: 'X' }, { email: 'x@example.org' }, { language: 'lt' }]) {
      const change = { ...seen, seen: { ...seen, ...other } };
      const { body } = await http().put('/api/v1/accounts/ilze.ozola').auth('admin', 'demo').send(change).expect(409);
      expect(body).toMatchObject({
        code: 'version-conflict',
        message: 'The account ilze.ozola was changed meanwhile. Look again.',
      });
    }
    await http()
      .put('/api/v1/accounts/ilze.ozola')
      .auth('admin', 'demo')
      .send({ ...seen, name: 'Ilze Liepa', seen })
      .expect(200);
    await post('admin', '/accounts/ilze.ozola/link').expect(201);
    await post('admin', '/accounts/ilze.ozola/sign-out').expect(200);
    await post('admin', '/accounts/ilze.ozola/close').expect(200);
    await post('admin', '/accounts/ilze.ozola/open').expect(200);
    expect(await acts(id)).toEqual(
      [
        ['administrator-1', 'account-created'],
        ['admin', 'account-changed'],
        ['admin', 'password-link-given'],
        ['admin', 'sessions-ended'],
        ['admin', 'account-closed'],
        ['admin', 'account-opened'],
      ].map(([account, act]) => [account, act, home, 'person']),
    );
  });

  it('why an account is not made or changed', async () => {
    const refusal = async (account: string, path: string, status: number, body: object = {}) =>
      (await post(account, path, body).expect(status)).body as object;
    expect(await refusal('administrator-1', '/accounts', 403, { ...newcomer, institution: 'gilvyciu-rajonas' })).toMatchObject({
      code: 'not-allowed',
      message: 'You do not administer gilvyciu-rajonas.',
    });
    expect(await refusal('administrator-1', '/accounts', 409, { ...newcomer, account: 'lawyer-1' })).toMatchObject({
      code: 'version-conflict',
      message: 'The account lawyer-1 exists already: choose another.',
    });
    expect(await refusal('administrator-1', '/accounts/none/close', 404)).toMatchObject({
      code: 'not-found',
      message: 'Nobody here has the account none.',
    });
    expect(await refusal('admin', '/accounts/admin/close', 403)).toMatchObject({ message: 'Somebody else closes your account.' });
    await post('admin', '/accounts/lawyer-1/close').expect(200);
    const { revision } = await personOf('lawyer-1');
    await post('admin', '/accounts/lawyer-1/close').expect(200);
    expect((await personOf('lawyer-1')).revision).toBe(revision);
    expect(await refusal('admin', '/accounts/lawyer-1/link', 409)).toMatchObject({
      code: 'version-conflict',
      message: 'The account lawyer-1 is closed: open it first.',
    });
  });

  it('that a token was made and revoked, when it ends and when it was last used, every ten minutes', async () => {
    const made = (
      await post('lawyer-1', '/tokens', { name: 'Report', scopes: ['tasks:read', 'tasks:read'], days: 2 }).expect(201)
    ).body as CreatedTokenView;
    const now = identity.clock.now();
    expect(made).toMatchObject({
      name: 'Report',
      owner: { account: 'lawyer-1', name: (await personOf('lawyer-1')).name },
      scopes: ['tasks:read'],
      createdAt: now,
      expiresAt: now + 2 * 24 * 60 * minute,
      hint: made.token.slice(0, 10),
    });
    expect(made).not.toHaveProperty('usedAt');
    const use = () => http().get('/api/v1/tasks').set('Authorization', `Bearer ${made.token}`).expect(200);
    const used = async () => (await identity.database.reader.byId(apiTokenTable, made.id))?.usedAt;
    await use();
    identity.clock.advance(10 * minute - 1);
    await use();
    expect(await used()).toBe(now);
    identity.clock.advance(1);
    await use();
    expect(await used()).toBe(now + 10 * minute);
    const unheard = await http().post('/api/v1/unheard-of').set('Authorization', `Bearer ${made.token}`).expect(403);
    expect(unheard.body).toMatchObject({ message: 'No token may do this: sign in.', details: { scope: 'none' } });
    const revoke = (account: string) => http().delete(`/api/v1/tokens/${made.id}`).auth(account, 'demo');
    expect((await revoke('lawyer-2').expect(404)).body).toMatchObject({ code: 'not-found', message: 'There is no such token.' });
    await revoke('lawyer-1').expect(200);
    await revoke('admin').expect(200);
    expect(await identity.database.reader.byId(apiTokenTable, made.id)).toMatchObject({
      revokedAt: identity.clock.now(),
      revokedBy: 'lawyer-1',
    });
    expect(await acts(made.id)).toEqual([
      ['lawyer-1', 'token-made', home, 'token'],
      ['lawyer-1', 'token-revoked', home, 'token'],
    ]);
  });

  it('that only people have tokens, and not more than fifty', async () => {
    const tokens = identity.get(ApiTokens);
    const lawyer = await actorOf('lawyer-1');
    const { personId: _, ...nobody } = lawyer;
    const wanted = { name: 'x', scopes: ['worker' as const], days: 1 };
    expect(await tokens.create(nobody as Actor, wanted)).toMatchObject({
      code: 'not-allowed',
      message: 'Only people have tokens.',
    });
    for (let n = 0; n < 50; n++) await tokens.create(lawyer, wanted);
    expect(await tokens.create(lawyer, wanted)).toMatchObject({
      code: 'version-conflict',
      message: 'You have 50 tokens: revoke those that you do not need.',
    });
    expect(await tokens.list(lawyer, 'mine')).toHaveLength(50);
    expect(await tokens.list(await actorOf('lawyer-2'), 'mine')).toEqual([]);
    expect(await tokens.list(lawyer, 'institution')).toEqual([]);
    expect(await tokens.list(await actorOf('admin'), 'institution')).toHaveLength(50);
  });
});
