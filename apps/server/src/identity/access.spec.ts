import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Post } from '@nestjs/common';
import type { CreatedTokenView, OpenSessionView } from '@gaita/contracts';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import type { Actor } from './actor.ts';
import { Allow } from './allow.ts';
import { CurrentActor } from './current-actor.ts';
import { DemoPeople } from './demo-people/seed-demo-people.ts';
import { apiTokenTable, personTable, roleAssignmentTable } from './tables.ts';
import type { IdentityApp } from './testing/identity-app.ts';
import { startIdentity } from './testing/identity-app.ts';

/** Stands where the real routes stand, so that scopes apply. */
@Controller('api/v1')
class ProbeController {
  @Get('tasks')
  @Allow('signed-in')
  tasks(@CurrentActor() actor: Actor) {
    return { account: actor.account, roles: actor.roles.map(({ role }) => role) };
  }

  @Post('tasks/:id/claim')
  @Allow('signed-in')
  claim() {
    return { ok: true };
  }

  @Post('cases/:id/cancel')
  @Allow('administrator')
  cancel() {
    return { ok: true };
  }

  @Get('unheard-of')
  @Allow('signed-in')
  unheardOf() {
    return { ok: true };
  }
}

const minute = 60_000;
const firefox = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0';

describe.each(databaseNames)('Access on %s', (name) => {
  let system: DatabaseSystem;
  let identity: IdentityApp;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    identity = await startIdentity(await system.newConfig({ GAITA_MODE: 'demo' }), [ProbeController]);
    await identity.get(DemoPeople).seed();
  });
  afterEach(() => identity.close());

  const http = () => request(identity.app.getHttpServer());
  const cookieOf = (answer: { headers: Record<string, unknown> }): string | undefined =>
    [answer.headers['set-cookie'] ?? []].flat().map(String)[0]?.split(';')[0];
  const signIn = async (account: string, password = 'demo') =>
    cookieOf(await http().post('/api/v1/session').set('User-Agent', firefox).send({ account, password })) ?? '';
  const session = (cookie: string) => http().get('/api/v1/session').set('Cookie', cookie);
  const personOf = async (account: string) => (await identity.database.reader.findOne(personTable, 'account = ?', [account]))!;

  describe("a session's token", () => {
    it('is changed after half an hour, and the one before is good for a minute after the new one was seen', async () => {
      const first = await signIn('lawyer-1');
      expect(cookieOf(await session(first))).toBeUndefined();
      identity.clock.advance(30 * minute);
      const second = cookieOf(await session(first))!;
      expect(second).not.toBe(first);
      // requests that were on their way
      expect((await session(first)).status).toBe(200);
      expect((await session(second)).status).toBe(200);
      identity.clock.advance(minute);
      expect((await session(first)).status).toBe(200);
      identity.clock.advance(1);
      expect((await session(first)).status).toBe(401);
      expect((await session(second)).status).toBe(200);
    });

    it('is given once to requests at the same time', async () => {
      const first = await signIn('lawyer-1');
      identity.clock.advance(31 * minute);
      const answers = await Promise.all(Array.from({ length: 12 }, () => session(first)));
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
      const given = answers.flatMap((answer) => cookieOf(answer) ?? []);
      expect(given).toHaveLength(1);
      expect((await session(given[0]!)).status).toBe(200);
    });

    it('is given again where the answer with it was lost', async () => {
      const first = await signIn('lawyer-1');
      identity.clock.advance(30 * minute);
      const lost = cookieOf(await session(first))!;
      identity.clock.advance(minute + 1);
      const third = cookieOf(await session(first))!;
      expect([(await session(third)).status, (await session(lost)).status]).toEqual([200, 401]);
    });

    it('is changed when the rights of its person have changed', async () => {
      const first = await signIn('lawyer-1');
      const person = await personOf('lawyer-1');
      await identity.change((changes) => changes.update(personTable, person.id, { revision: person.revision + 1 }));
      const second = cookieOf(await session(first));
      expect(second).toBeDefined();
      expect((await session(second!)).status).toBe(200);
    });
  });

  it('shows a person where they are signed in, and ends one or all others', async () => {
    const [here, there, elsewhere] = [await signIn('lawyer-1'), await signIn('lawyer-1'), await signIn('lawyer-1')];
    const foreign = await signIn('lawyer-2');
    const list = async () => (await http().get('/api/v1/session/list').set('Cookie', here).expect(200)).body as OpenSessionView[];
    const open = await list();
    expect(open.map(({ client, isCurrent }) => [client, isCurrent])).toEqual([
      ['Firefox, Windows', false],
      ['Firefox, Windows', false],
      ['Firefox, Windows', true],
    ]);
    const [foreignOne] = (await http().get('/api/v1/session/list').set('Cookie', foreign)).body as OpenSessionView[];
    await http().delete(`/api/v1/session/list/${foreignOne!.id}`).set('Cookie', here).expect(204);
    expect((await session(foreign)).status).toBe(200);
    await http().delete(`/api/v1/session/list/${open[1]!.id}`).set('Cookie', here).expect(204);
    expect([(await session(there)).status, (await session(elsewhere)).status]).toEqual([401, 200]);
    await http().delete('/api/v1/session/list').set('Cookie', here).expect(204);
    expect([(await session(elsewhere)).status, (await session(here)).status]).toEqual([401, 200]);
    expect(await list()).toHaveLength(1);
  });

  it('says how long the session lasts', async () => {
    const cookie = await signIn('lawyer-1');
    identity.clock.advance(11 * 60 * minute);
    const { body } = await session(cookie);
    expect(body).toMatchObject({ endsIn: 60 * minute });
    expect((await http().get('/api/v1/session').auth('lawyer-1', 'demo')).body).not.toHaveProperty('endsIn');
  });

  describe('a token', () => {
    const make = async (account: string, scopes: string[], days = 30) => {
      const answer = await http().post('/api/v1/tokens').auth(account, 'demo').send({ name: 'Monthly report', scopes, days });
      expect(answer.status).toBe(201);
      return answer.body as CreatedTokenView;
    };
    const by = (token: string) => ({ Authorization: `Bearer ${token}` });

    it('acts in the name of its owner within its scopes, and is told once', async () => {
      const { token, hint, id } = await make('case-handler-1', ['tasks:read']);
      expect(token.startsWith(hint)).toBe(true);
      const tasks = await http().get('/api/v1/tasks').set(by(token)).expect(200);
      expect(tasks.body).toEqual({ account: 'case-handler-1', roles: ['case-handler'] });
      const refused = await http().post('/api/v1/tasks/7/claim').set(by(token)).expect(403);
      expect(refused.body).toMatchObject({
        code: 'not-allowed',
        message: 'The token needs the scope tasks:write.',
        details: { scope: 'tasks:write' },
      });
      await http().get('/api/v1/unheard-of').set(by(token)).expect(403);
      for (const path of ['/api/v1/session', '/api/v1/tokens', '/api/v1/accounts', '/api/v1/session/list'])
        await http().get(path).set(by(token)).expect(403);
      const stored = JSON.stringify([
        await identity.database.reader.find(apiTokenTable),
        await identity.database.reader.query('SELECT * FROM command'),
      ]);
      expect(stored).not.toContain(token);
      const { body } = await http().get('/api/v1/tokens').auth('case-handler-1', 'demo');
      expect(body).toMatchObject([{ id, name: 'Monthly report', scopes: ['tasks:read'], owner: { account: 'case-handler-1' } }]);
      expect(JSON.stringify(body)).not.toContain(token);
      expect((body as { usedAt?: number }[])[0]!.usedAt).toBe(identity.clock.now());
    });

    it('may read what it may change, and never more than its owner may now', async () => {
      const { token } = await make('admin', ['tasks:write', 'admin']);
      await http().get('/api/v1/tasks').set(by(token)).expect(200);
      await http().post('/api/v1/cases/7/cancel').set(by(token)).expect(201);
      const person = await personOf('admin');
      const held = await identity.database.reader.find(roleAssignmentTable, 'person_id = ?', [person.id]);
      await identity.change((changes) => {
        for (const { id } of held) changes.update(roleAssignmentTable, id, { validTo: identity.clock.now() });
        changes.update(personTable, person.id, { revision: person.revision + 1 });
      });
      await http().post('/api/v1/cases/7/cancel').set(by(token)).expect(403);
    });

    it('ends on its day, when it is revoked, and with the account', async () => {
      const tokens = [
        await make('lawyer-1', ['tasks:read'], 1),
        await make('lawyer-1', ['tasks:read']),
        await make('lawyer-1', ['tasks:read']),
      ];
      const states = async () =>
        Promise.all(tokens.map(async ({ token }) => (await http().get('/api/v1/tasks').set(by(token))).status));
      expect(await states()).toEqual([200, 200, 200]);
      await http().delete(`/api/v1/tokens/${tokens[1]!.id}`).auth('lawyer-2', 'demo').expect(404);
      await http().delete(`/api/v1/tokens/${tokens[1]!.id}`).auth('lawyer-1', 'demo').expect(200);
      identity.clock.advance(24 * 60 * minute);
      expect(await states()).toEqual([401, 401, 200]);
      await http().post('/api/v1/accounts/lawyer-1/close').auth('admin', 'demo').expect(200);
      expect(await states()).toEqual([401, 401, 401]);
    });

    it('is seen and revoked by administrators of its owner too, of their institutions only', async () => {
      const { id } = await make('lawyer-1', ['cases:read']);
      const list = async (account: string) =>
        ((await http().get('/api/v1/tokens?of=institution').auth(account, 'demo').expect(200)).body as { id: string }[]).map(
          (one) => one.id,
        );
      expect(await list('admin')).toEqual([id]);
      expect(await list('administrator-1')).toEqual([id]);
      expect(await list('administrator-3')).toEqual([]);
      await http().delete(`/api/v1/tokens/${id}`).auth('administrator-3', 'demo').expect(404);
      await http().delete(`/api/v1/tokens/${id}`).auth('administrator-1', 'demo').expect(200);
      expect(await list('admin')).toEqual([]);
    });

    it('with a hostile name is only a text', async () => {
      const name = `<img src=x onerror=alert(1)>'); DROP TABLE api_token; --`;
      await http()
        .post('/api/v1/tokens')
        .auth('lawyer-1', 'demo')
        .send({ name, scopes: ['worker'], days: 1 })
        .expect(201);
      const { body } = await http().get('/api/v1/tokens').auth('lawyer-1', 'demo').expect(200).expect('Content-Type', /json/);
      expect(body).toMatchObject([{ name }]);
    });
  });
});
