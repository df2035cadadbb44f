import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { Calendars } from './calendars.ts';
import { DemoPeople } from './demo-people/seed-demo-people.ts';
import { FirstAdministrator } from './first-administrator.ts';
import { Institutions } from './institutions.ts';
import type { IdentityApp } from './testing/identity-app.ts';
import { startIdentity } from './testing/identity-app.ts';

const day = 24 * 3_600_000;
const somebody = {
  account: 'ilze',
  name: 'Ilze Kalniņa',
  email: 'ilze@example.org',
  password: 'a long enough password',
  language: 'lv',
  institution: { id: 'jaunpils', name: 'Jaunpils novads', country: 'LV', movedDays: false },
};

describe.each(databaseNames)('A new production server on %s', (name) => {
  let system: DatabaseSystem;
  let identity: IdentityApp;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    identity = await startIdentity(await system.newConfig({ GAITA_MODE: 'production', PUBLIC_URL: 'https://gaita.example.org' }));
  });
  afterEach(() => identity.close());

  const http = () => request(identity.app.getHttpServer());
  const create = (token: string, more: object = {}) =>
    http()
      .post('/api/v1/first-administrator')
      .send({ ...somebody, token, ...more });
  const linkToken = async () => {
    const link = await identity.get(FirstAdministrator).openLink();
    expect(link).toMatch(/^https:\/\/gaita\.example\.org\/first-administrator#/);
    return link!.split('#')[1]!;
  };

  it('lets who has the link create the account and its institution, once', async () => {
    const token = await linkToken();
    expect((await create(token)).status).toBe(201);
    const signedIn = await http().get('/api/v1/session').auth('ilze', somebody.password);
    expect(signedIn.body).toMatchObject({ isAdministrator: true, institution: { id: 'jaunpils', zone: 'Europe/Riga' } });
    expect((await create(token, { account: 'second' })).status).toBe(403);
    expect(await identity.get(FirstAdministrator).openLink()).toBeUndefined();
    const calendar = await identity.get(Calendars).of('shared');
    expect(calendar.country).toBe('LV');
  });

  it('refuses a guessed, an old and a replaced link', async () => {
    const old = await linkToken();
    expect((await create(`${old.slice(0, -1)}_`)).status).toBe(403);
    const replaced = old;
    const fresh = await linkToken();
    expect((await create(replaced)).status).toBe(403);
    identity.clock.advance(day);
    expect((await create(fresh)).status).toBe(403);
    expect((await create(await linkToken())).status).toBe(201);
  });

  it('lets only one of two through who use the link at once', async () => {
    const token = await linkToken();
    const answers = await Promise.all([create(token, { account: 'first' }), create(token, { account: 'second' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403]);
  });

  it('refuses names that stand for the server itself or for all institutions', async () => {
    const token = await linkToken();
    const institution = { id: 'shared', name: 'X', country: 'LV', movedDays: true };
    expect((await create(token, { account: 'system' })).status).toBe(400);
    expect((await create(token, { institution })).status).toBe(400);
  });

  it('refuses a short password and a missing institution', async () => {
    const token = await linkToken();
    expect((await create(token, { password: 'short' })).status).toBe(400);
    expect((await create(token, { institution: undefined })).status).toBe(400);
  });

  it('refuses demo people that an earlier demo left behind', async () => {
    await identity.get(DemoPeople).seed();
    expect((await http().get('/api/v1/session').auth('admin', 'demo')).status).toBe(401);
    expect(await identity.get(FirstAdministrator).openLink()).toBeDefined();
  });

  it('says that no institution has been set up', async () => {
    await expect(identity.get(Institutions).default()).rejects.toThrow('No institution');
  });
});
