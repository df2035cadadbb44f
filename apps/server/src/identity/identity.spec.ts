import { Controller, Get, Post } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { RoleView } from '@gaita/contracts';
import { languages } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { AccessLog, auditEntryTable } from '../audit/index.ts';
import { Allow } from './allow.ts';
import { DemoPeople } from './demo-people/seed-demo-people.ts';
import { People } from './people.ts';
import { passwordTable, personTable, roleAssignmentTable, sessionTable } from './tables.ts';
import type { IdentityApp } from './testing/identity-app.ts';
import { startIdentity, startOfScenario } from './testing/identity-app.ts';

@Controller('engine-rest')
class EngineController {
  @Get('probe')
  @Allow('signed-in')
  probe() {
    return { ok: true };
  }
}

@Controller('probe')
class ProbeController {
  @Get('anybody')
  @Allow('public')
  anybody() {
    return { ok: true };
  }

  @Get('lawyers')
  @Allow('lawyer', 'administrator')
  lawyers() {
    return { ok: true };
  }

  @Post('write')
  @Allow('signed-in')
  write() {
    return { ok: true };
  }
}

const hour = 3_600_000;

describe.each(databaseNames)('Identity on %s', (name) => {
  let system: DatabaseSystem;
  let identity: IdentityApp;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    identity = await startIdentity(await system.newConfig({ GAITA_MODE: 'demo' }), [ProbeController, EngineController]);
    await identity.get(DemoPeople).seed();
  });
  afterEach(() => identity.close());

  const http = () => request(identity.app.getHttpServer());
  const signIn = async (account: string, password = 'demo') => {
    const answer = await http().post('/api/v1/session').send({ account, password });
    const cookie = String(answer.headers['set-cookie'] ?? '');
    return { answer, cookie, header: cookie.split(';')[0] ?? '' };
  };
  const personOf = async (account: string) => (await identity.get(People).byAccount(account))!;

  describe('a person who signs in', () => {
    it('gets a cookie that scripts and other sites cannot use, and learns who they are', async () => {
      const { answer, cookie, header } = await signIn('front-desk-1');
      expect(answer.status).toBe(200);
      expect(cookie).toMatch(/HttpOnly/);
      expect(cookie).toMatch(/SameSite=Lax/);
      expect(answer.body).toMatchObject({
        account: 'front-desk-1',
        email: 'front-desk-1@example.org',
        language: 'lv',
        institution: { id: 'dzelmes-novads', isDefault: true, country: 'LV' },
        roles: [{ role: 'front-desk', institution: 'dzelmes-novads' }],
        isAdministrator: false,
        sendsMail: false,
      });
      const again = await http().get('/api/v1/session').set('Cookie', header);
      expect(again.body).toEqual(answer.body);
    });

    it('learns whether the server sends mail', async () => {
      const settings = { GAITA_MODE: 'demo', SMTP_URL: 'smtp://mail.example.org:587' };
      const mailing = await startIdentity(await system.newConfig(settings));
      await mailing.get(DemoPeople).seed();
      const { body } = await request(mailing.app.getHttpServer()).get('/api/v1/session').auth('front-desk-1', 'demo');
      expect(body).toMatchObject({ account: 'front-desk-1', sendsMail: true });
      await mailing.close();
    });

    it('leaves no token in the database', async () => {
      const { header } = await signIn('front-desk-1');
      const token = header.split('=')[1]!;
      const stored = JSON.stringify([
        await identity.database.reader.find(sessionTable),
        await identity.database.reader.query('SELECT * FROM command'),
      ]);
      expect(stored).not.toContain(token);
    });

    it('gets a new session each time, and the old one of that browser ends', async () => {
      const first = await signIn('front-desk-1');
      const second = await http()
        .post('/api/v1/session')
        .set('Cookie', first.header)
        .send({ account: 'front-desk-1', password: 'demo' });
      const header = String(second.headers['set-cookie']).split(';')[0]!;
      expect(header).not.toBe(first.header);
      expect((await http().get('/api/v1/session').set('Cookie', first.header)).status).toBe(401);
      expect((await http().get('/api/v1/session').set('Cookie', header)).status).toBe(200);
    });

    it('is signed out after twelve hours', async () => {
      const { header } = await signIn('front-desk-1');
      identity.clock.advance(12 * hour - 1);
      expect((await http().get('/api/v1/session').set('Cookie', header)).status).toBe(200);
      identity.clock.advance(1);
      expect((await http().get('/api/v1/session').set('Cookie', header)).status).toBe(401);
      await signIn('front-desk-1');
      expect(await identity.database.reader.count(sessionTable)).toBe(1);
    });

    it('is refused after signing out, also with a copy of the cookie', async () => {
      const { header } = await signIn('front-desk-1');
      const out = await http().delete('/api/v1/session').set('Cookie', header);
      expect(out.status).toBe(204);
      expect(String(out.headers['set-cookie'])).toMatch(/gaita_session=;/);
      expect((await http().get('/api/v1/session').set('Cookie', header)).status).toBe(401);
    });
  });

  describe('a wrong password', () => {
    it('is refused with the same words as an unknown account', async () => {
      const wrong = await signIn('front-desk-1', 'guess');
      const unknown = await signIn('nobody-1', 'guess');
      expect(wrong.answer.status).toBe(401);
      expect(wrong.answer.body).toMatchObject({ code: 'not-signed-in' });
      expect(unknown.answer.body).toEqual(wrong.answer.body);
      expect(wrong.cookie).toBe('');
    });

    it('is recorded by the account, and what else was typed nowhere', async () => {
      await signIn('front-desk-1', 'guess');
      await signIn('Correct Horse Battery', 'guess');
      await identity.app.get(AccessLog).flush();
      const failed = await identity.database.reader.find(auditEntryTable, "act = 'sign-in-failed'", [], { orderBy: 'account' });
      expect(failed.map(({ account, institution }) => [account, institution])).toEqual([
        ['front-desk-1', 'dzelmes-novads'],
        ['unknown', 'shared'],
      ]);
    });

    it('is not tried any more after ten failures, the right one neither, until a quarter of an hour has passed', async () => {
      for (let n = 0; n < 10; n += 1) expect((await signIn('lawyer-1', `guess ${n}`)).answer.status).toBe(401);
      expect((await signIn('lawyer-1', 'guess')).answer.status).toBe(429);
      expect((await signIn('lawyer-1')).answer.body).toMatchObject({ code: 'too-many-attempts' });
      expect((await signIn('lawyer-2')).answer.status).toBe(200);
      identity.clock.advance(hour / 4);
      expect((await signIn('lawyer-1')).answer.status).toBe(200);
    });
  });

  describe('a program', () => {
    it('comes in by Basic, at every address', async () => {
      const answer = await http().get('/api/v1/session').auth('lawyer-1', 'demo');
      expect(answer.body).toMatchObject({ account: 'lawyer-1' });
      expect((await http().post('/probe/write').auth('lawyer-1', 'demo')).status).toBe(201);
    });

    it('is refused with a wrong password, and with a header that is no Basic', async () => {
      expect((await http().get('/api/v1/session').auth('lawyer-1', 'wrong')).status).toBe(401);
      expect((await http().get('/api/v1/session').set('Authorization', 'Bearer abc')).status).toBe(401);
    });

    it('is asked for Basic at the engine’s address; the web app’s browser is not', async () => {
      const engine = await http().get('/engine-rest/probe');
      expect([engine.status, engine.headers['www-authenticate']]).toEqual([401, expect.stringMatching(/^Basic /)]);
      expect((await http().get('/probe/lawyers')).headers['www-authenticate']).toBeUndefined();
    });

    it('pays for argon2 once in five minutes, not with every request', async () => {
      await http().get('/api/v1/session').auth('lawyer-1', 'demo');
      const person = await personOf('lawyer-1');
      // Without the stored hash only what is remembered can let the program in.
      await identity.change((changes) => changes.delete(passwordTable, person.id));
      expect((await http().get('/api/v1/session').auth('lawyer-1', 'demo')).status).toBe(200);
      identity.clock.advance(hour / 12);
      expect((await http().get('/api/v1/session').auth('lawyer-1', 'demo')).status).toBe(401);
    });
  });

  describe('a request that another site made the browser send', () => {
    it('is refused, though the cookie came along', async () => {
      const { header } = await signIn('front-desk-1');
      const forged = http().post('/probe/write').set('Cookie', header);
      expect((await forged.set('Sec-Fetch-Site', 'cross-site')).status).toBe(403);
      const older = await http().post('/probe/write').set('Cookie', header).set('Origin', 'https://evil.example');
      expect(older.status).toBe(403);
      expect(older.body).toMatchObject({ code: 'not-allowed' });
      const own = await http().post('/probe/write').set('Cookie', header).set('Sec-Fetch-Site', 'same-origin');
      expect(own.status).toBe(201);
    });
  });

  describe('a route', () => {
    it('is open to nobody who did not sign in, unless it says so', async () => {
      expect((await http().get('/probe/lawyers')).status).toBe(401);
      expect((await http().post('/probe/write')).status).toBe(401);
      expect((await http().get('/probe/anybody')).status).toBe(200);
    });

    it('is open to the roles that it names, and to no others', async () => {
      expect((await http().get('/probe/lawyers').auth('lawyer-1', 'demo')).status).toBe(200);
      expect((await http().get('/probe/lawyers').auth('admin', 'demo')).status).toBe(200);
      const refused = await http().get('/probe/lawyers').auth('front-desk-1', 'demo');
      expect(refused.status).toBe(403);
      expect(refused.body).toMatchObject({ code: 'not-allowed', details: { roles: ['lawyer', 'administrator'] } });
    });
  });

  describe('a role', () => {
    const endRole = async (account: string, validTo: number) => {
      const person = await personOf(account);
      const held = await identity.database.reader.find(roleAssignmentTable, 'person_id = ?', [person.id]);
      await identity.change((changes) => {
        for (const { id } of held) changes.update(roleAssignmentTable, id, { validTo });
        changes.update(personTable, person.id, { revision: person.revision + 1 });
      });
    };

    it('ends on its last day, without anybody doing anything', async () => {
      await endRole('lawyer-1', startOfScenario + hour);
      const { header } = await signIn('lawyer-1');
      expect((await http().get('/probe/lawyers').set('Cookie', header)).status).toBe(200);
      identity.clock.advance(hour);
      expect((await http().get('/probe/lawyers').set('Cookie', header)).status).toBe(403);
      expect((await http().get('/probe/lawyers').auth('lawyer-1', 'demo')).status).toBe(403);
    });

    it('that is taken away counts from the next request on', async () => {
      const { header } = await signIn('lawyer-1');
      expect((await http().get('/probe/lawyers').set('Cookie', header)).status).toBe(200);
      await endRole('lawyer-1', startOfScenario);
      expect((await http().get('/probe/lawyers').set('Cookie', header)).status).toBe(403);
    });

    it('of a closed account lets nobody in', async () => {
      const { header } = await signIn('lawyer-1');
      const person = await personOf('lawyer-1');
      await identity.change((changes) => {
        changes.update(personTable, person.id, { active: false, revision: person.revision + 1 });
      });
      expect((await http().get('/probe/lawyers').set('Cookie', header)).status).toBe(401);
      expect((await http().get('/probe/lawyers').auth('lawyer-1', 'demo')).status).toBe(401);
    });
  });

  describe('the people', () => {
    it('are listed for their own institutions, with their roles there', async () => {
      const mine = await http().get('/api/v1/people').auth('front-desk-1', 'demo');
      expect(mine.body).toHaveLength(54);
      expect(mine.body.every((person: { institution: string }) => person.institution === 'dzelmes-novads')).toBe(true);
      const theirs = await http().get('/api/v1/people').auth('front-desk-3', 'demo');
      // those of the second institution, and the administrator of both
      expect(theirs.body).toHaveLength(54);
      const admins = await http().get('/api/v1/people').query({ role: 'administrator' }).auth('admin', 'demo');
      expect(admins.body.map(({ account }: { account: string }) => account).sort()).toEqual([
        'admin',
        'administrator-1',
        'administrator-2',
        'administrator-3',
        'administrator-4',
      ]);
    });

    it('are seeded once, however often the server starts', async () => {
      expect(await identity.get(DemoPeople).seed()).toBe('present');
      expect(await identity.database.reader.count(personTable)).toBe(107);
    });
  });

  it('is seeded by one of two replicas that start at once', async () => {
    const fresh = await startIdentity(await system.newConfig({ GAITA_MODE: 'demo' }));
    const seeds = await Promise.all([fresh.get(DemoPeople).seed(), fresh.get(DemoPeople).seed()]);
    expect(seeds.sort()).toEqual(['present', 'seeded']);
    expect(await fresh.database.reader.count(personTable)).toBe(107);
    await fresh.close();
  });

  it('lists the registry of roles in four languages', async () => {
    const { body } = await http().get('/api/v1/roles').auth('partner-1', 'demo');
    expect(body).toHaveLength(23);
    expect(body[0]).toMatchObject({ key: 'top-management', names: { en: 'Top management', bg: 'Висше ръководство' } });
    const names = (body as RoleView[]).flatMap((role) => languages.map((language) => role.names[language]));
    expect(names.filter((each) => each.trim().length < 3)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});
