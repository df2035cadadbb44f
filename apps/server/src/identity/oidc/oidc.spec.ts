import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { startOidc } from '../../../../../test/support/start-oidc.ts';
import { ConfigError } from '../../platform/config.ts';
import { DemoPeople } from '../demo-people/seed-demo-people.ts';
import { People } from '../people.ts';
import { auditEntryTable } from '../../audit/index.ts';
import { personTable, roleAssignmentTable } from '../tables.ts';
import { GroupRoles } from './group-roles.ts';
import type { IdentityApp } from '../testing/identity-app.ts';
import { startIdentity, startOfScenario } from '../testing/identity-app.ts';

const publicUrl = 'http://gaita.test';
const ilze = {
  sub: 'subject-1',
  preferred_username: 'Ilze.Ozola',
  name: 'Ilze Ozola',
  email: 'ilze@novads.example.org',
  email_verified: true,
  locale: 'lv-LV',
  groups: ['gaita-cases', 'printing'],
};

describe.each(databaseNames)('Signing in by OpenID Connect, on %s', (name) => {
  let system: DatabaseSystem;
  let provider: Awaited<ReturnType<typeof startOidc>>;
  let identity: IdentityApp;

  const settings = () => ({
    GAITA_MODE: 'demo',
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'gaita',
    OIDC_CLIENT_SECRET: 'secret of the tests',
    OIDC_ROLES:
      'gaita-cases=case-handler, gaita-cases=expert@gilvyciu-rajonas, gaita-cases=lawyer@nowhere, gaita-lean = lean-facilitator',
  });

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    provider = await startOidc(`${publicUrl}/api/v1/session/oidc/callback`);
    identity = await startIdentity(await system.newConfig(settings()));
    await identity.get(DemoPeople).seed();
  });
  afterEach(async () => {
    await identity.close();
    await provider.stop();
  });

  /** A browser: keeps cookies by host and follows redirects between the two until a page of Gaita's web app is reached. */
  class Browser {
    readonly cookies = new Map<string, Map<string, string>>();

    async get(address: string) {
      const url = new URL(address);
      const jar = this.cookies.get(url.host) ?? new Map<string, string>();
      this.cookies.set(url.host, jar);
      const cookie = [...jar].map(([key, value]) => `${key}=${value}`).join('; ');
      const target = url.host === new URL(publicUrl).host ? request(identity.app.getHttpServer()) : request(url.origin);
      const answer = await target.get(`${url.pathname}${url.search}`).set('Cookie', cookie).redirects(0);
      for (const set of [answer.headers['set-cookie'] ?? []].flat()) {
        const [pair = ''] = set.split(';');
        const [key = '', value = ''] = pair.split(/=(.*)/s);
        if (value === '') jar.delete(key);
        else jar.set(key, value);
      }
      const location = answer.headers['location'];
      return { answer, next: location === undefined ? undefined : new URL(location, url).href };
    }

    /** Where it ends: path and query in the web app. `stopAt`: a part of the address before which it stops. */
    async walk(from: string, stopAt?: string): Promise<string> {
      let next = new URL(from, publicUrl).href;
      for (let step = 0; step < 12; step++) {
        if (stopAt !== undefined && next.includes(stopAt)) return next;
        if (next.startsWith(`${publicUrl}/sign-in`)) return next.slice(publicUrl.length);
        const answered = await this.get(next);
        if (answered.next === undefined) throw new Error(`${next} answered ${answered.answer.status}`);
        next = answered.next;
      }
      throw new Error('round and round');
    }

    async session() {
      return (await this.get(`${publicUrl}/api/v1/session`)).answer;
    }
  }

  it('is offered on the sign-in page', async () => {
    const { body } = (await new Browser().get(`${publicUrl}/api/v1/sign-in-options`)).answer;
    expect(body).toEqual({ oidc: { name: new URL(provider.issuer).host } });
  });

  it('leads back to a long address in any letters, and to the first page where no cookie would hold it', async () => {
    provider.is(ilze);
    const back = (length: number) => `/cases?q=${'Жалоба на шум – ķ '.repeat(length)}`;
    const browser = new Browser();
    const walk = async (wanted: string) => {
      const away = await browser.get(`${publicUrl}/api/v1/session/oidc?${new URLSearchParams({ return: wanted })}`);
      const cookies = [away.answer.headers['set-cookie'] ?? []].flat();
      expect(Math.max(...cookies.map((cookie: string) => cookie.length))).toBeLessThan(4_096);
      const end = new URL(await browser.walk(away.next!), publicUrl);
      return end.searchParams.get('return');
    };
    expect(await walk(back(50))).toBe(back(50));
    expect(await walk(back(120))).toBe('');
    expect((await browser.session()).status).toBe(200);
  });

  it('makes an account with the roles of the groups, and leads back to where one came from', async () => {
    provider.is(ilze);
    const browser = new Browser();
    expect(await browser.walk('/api/v1/session/oidc?return=/tasks/7')).toBe('/sign-in?return=%2Ftasks%2F7');
    expect((await browser.session()).body).toMatchObject({
      account: 'ilze.ozola',
      name: 'Ilze Ozola',
      language: 'lv',
      institution: { id: 'dzelmes-novads' },
      roles: [
        { role: 'case-handler', institution: 'dzelmes-novads' },
        { role: 'expert', institution: 'gilvyciu-rajonas' },
      ],
    });
    expect([...browser.cookies.get('gaita.test')!.keys()]).toEqual(['gaita_session']);
  });

  it('gives and ends roles as groups change, and leaves alone what was given here', async () => {
    provider.is(ilze);
    await new Browser().walk('/api/v1/session/oidc');
    const person = (await identity.get(People).byAccount('ilze.ozola'))!;
    await identity.change((changes) => {
      const given = { personId: person.id, role: 'lawyer', institution: 'dzelmes-novads' };
      changes.insert(roleAssignmentTable, {
        id: 'by-hand',
        ...given,
        validFrom: startOfScenario,
        validTo: null,
        unit: null,
        service: null,
        revision: 1,
      });
      changes.update(personTable, person.id, { revision: person.revision + 1 });
    });
    identity.clock.set(startOfScenario + 60_000);
    provider.is({ ...ilze, groups: ['gaita-lean'] });
    const browser = new Browser();
    await browser.walk('/api/v1/session/oidc');
    const roles = ((await browser.session()).body as { roles: { role: string }[] }).roles.map(({ role }) => role);
    expect(roles.sort()).toEqual(['lawyer', 'lean-facilitator']);
  });

  it('ends the roles of who has lost every group, in open sessions too', async () => {
    provider.is(ilze);
    const open = new Browser();
    await open.walk('/api/v1/session/oidc');
    identity.clock.set(startOfScenario + 60_000);
    provider.is({ ...ilze, groups: ['printing'] });
    expect(await new Browser().walk('/api/v1/session/oidc')).toBe('/sign-in?failed=no-account');
    expect(((await open.session()).body as { roles?: unknown[] }).roles ?? []).toEqual([]);
  });

  it('gives no role that must not meet the others, tells so in the audit, and gives it once the other one has ended', async () => {
    identity.get(GroupRoles).judgedBy(async (_, given) => {
      const cases = given.some(({ role }) => role === 'case-handler');
      return cases ? given.filter(({ role }) => role === 'lean-facilitator') : [];
    });
    const rolesWith = async (...groups: string[]) => {
      provider.is({ ...ilze, groups });
      identity.clock.advance(60_000);
      const browser = new Browser();
      await browser.walk('/api/v1/session/oidc');
      return ((await browser.session()).body as { roles: { role: string }[] }).roles.map(({ role }) => role).sort();
    };
    expect(await rolesWith('gaita-cases', 'gaita-lean')).toEqual(['case-handler', 'expert']);
    const [entry] = await identity.database.reader.find(auditEntryTable, "act = 'roles-changed-by-groups'", []);
    expect(entry?.details).toMatchObject({ refused: ['lean-facilitator (dzelmes-novads)'] });
    expect(await rolesWith('gaita-lean')).toEqual(['lean-facilitator']);
  });

  it('finds the account that has the verified address', async () => {
    provider.is({ ...ilze, email: 'expert-1@example.org', preferred_username: 'somebody' });
    const browser = new Browser();
    await browser.walk('/api/v1/session/oidc');
    expect((await browser.session()).body).toMatchObject({ account: 'expert-1' });
  });

  it.each([
    [
      'an address that nobody verified',
      { ...ilze, preferred_username: 'expert-1', email_verified: false, email: 'expert-1@example.org' },
    ],
    ['no group that gives a role', { ...ilze, groups: ['printing'] }],
    ['a name under which the server itself acts', { ...ilze, preferred_username: 'System' }],
  ])('refuses %s', async (_what, account) => {
    provider.is(account);
    const browser = new Browser();
    expect(await browser.walk('/api/v1/session/oidc')).toBe('/sign-in?failed=no-account');
    expect((await browser.session()).status).toBe(401);
  });

  it('refuses a closed account', async () => {
    provider.is(ilze);
    await new Browser().walk('/api/v1/session/oidc');
    const person = (await identity.get(People).byAccount('ilze.ozola'))!;
    await identity.change((changes) => changes.update(personTable, person.id, { active: false, revision: person.revision + 1 }));
    expect(await new Browser().walk('/api/v1/session/oidc')).toBe('/sign-in?failed=no-account');
  });

  it('says so when the person declined', async () => {
    provider.deny();
    expect(await new Browser().walk('/api/v1/session/oidc')).toBe('/sign-in?failed=refused');
  });

  it('takes an answer only from the browser that left, and once', async () => {
    provider.is(ilze);
    const victim = new Browser();
    const back = await victim.walk('/api/v1/session/oidc', '/callback');
    expect(await new Browser().walk(back)).toBe('/sign-in?failed=expired');
    const forged = new Browser();
    await forged.walk('/api/v1/session/oidc', provider.issuer);
    expect(await forged.walk(back)).toBe('/sign-in?failed=refused');

    const departed = victim.cookies.get('gaita.test')!.get('gaita_departure')!;
    expect(await victim.walk(back)).toBe('/sign-in?return=');
    victim.cookies.get('gaita.test')!.set('gaita_departure', departed);
    expect(await victim.walk(back)).toBe('/sign-in?failed=refused');
  });

  it('says so when the provider does not answer', async () => {
    await provider.stop();
    expect(await new Browser().walk('/api/v1/session/oidc')).toBe('/sign-in?failed=unavailable');
  });

  it('refuses to start with a role that does not exist', async () => {
    await expect(system.newConfig({ ...settings(), OIDC_ROLES: 'staff=king' })).rejects.toThrow(ConfigError);
    await expect(system.newConfig({ ...settings(), OIDC_ROLES: 'staff=king' })).rejects.toThrow('names the role "king"');
  });
});
