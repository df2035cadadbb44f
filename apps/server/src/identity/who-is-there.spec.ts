import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccountView, CreatedTokenView, SessionView } from '@gaita/contracts';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { Accounts } from './accounts/accounts.ts';
import type { Actor } from './actor.ts';
import { Authenticator } from './authenticator.ts';
import { DemoPeople } from './demo-people/seed-demo-people.ts';
import { PeopleDirectory } from './people-directory.ts';
import { People } from './people.ts';
import { personTable, roleAssignmentTable } from './tables.ts';
import type { IdentityApp } from './testing/identity-app.ts';
import { startIdentity } from './testing/identity-app.ts';

const minute = 60_000;
const home = 'dzelmes-novads';

describe('What is told', () => {
  let system: DatabaseSystem;
  let identity: IdentityApp;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    identity = await startIdentity(await system.newConfig({ GAITA_MODE: 'demo' }));
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
  const newcomer = {
    account: 'ilze.ozola',
    name: 'Ilze Ozola',
    email: 'ilze@example.org',
    institution: home,
    language: 'lv',
  };

  it('which accounts there are: from where, whether open, and how their people come in', async () => {
    await signIn('lawyer-1').expect(200);
    await signIn('lawyer-1').expect(200);
    await post('administrator-1', '/accounts', { ...newcomer, kind: 'partner', organisation: 'Surveyors' }).expect(201);
    await post('administrator-1', '/accounts', { ...newcomer, account: 'janis', kind: 'staff' }).expect(201);
    const { body } = await http().get('/api/v1/accounts').auth('administrator-1', 'demo').expect(200);
    const account = (name: string) => (body as AccountView[]).find((each) => each.account === name);
    const lawyer = await personOf('lawyer-1');
    expect(account('lawyer-1')).toEqual({
      account: 'lawyer-1',
      name: lawyer.name,
      email: lawyer.email,
      institution: home,
      language: 'lv',
      kind: 'staff',
      active: true,
      hasPassword: true,
      isExternal: false,
      createdAt: lawyer.createdAt,
      sessions: 2,
    });
    expect(account('ilze.ozola')).toMatchObject({ kind: 'partner', organisation: 'Surveyors', hasPassword: false, sessions: 0 });
    expect(account('janis')).not.toHaveProperty('organisation');
    const names = (body as AccountView[]).map((each) => `${each.name} ${each.account}`);
    const inOrder = await identity.database.reader.query(
      "SELECT name || ' ' || account AS named FROM person WHERE institution = ? ORDER BY name, account",
      [home],
    );
    expect(names).toEqual(inOrder.map((row) => (row as { named: string }).named));
    // who has lost the right meanwhile makes no account and closes none
    const stale = { ...(await actorOf('administrator-1')), revision: 99 };
    const [accounts, request] = [
      identity.get(Accounts),
      { ...newcomer, account: 'late', kind: 'staff' as const, language: 'lv' as const },
    ];
    expect(await accounts.create(stale, request)).toMatchObject({ code: 'too-busy' });
    const command = { id: 'close-late', account: 'administrator-1' };
    expect(await accounts.setActive(command, stale, 'janis', false)).toMatchObject({ code: 'too-busy' });
    identity.clock.advance(12 * 60 * minute);
    const later = await http().get('/api/v1/accounts').auth('administrator-1', 'demo').expect(200);
    expect((later.body as AccountView[]).find((each) => each.account === 'lawyer-1')?.sessions).toBe(0);
  });

  it('to a stream, whether its person may still listen: by session, by token, by password', async () => {
    const authenticator = identity.get(Authenticator);
    const identify = async (headers: object) =>
      ((await authenticator.identify({ headers, ip: '' } as never)) as { actor: Actor } | undefined)?.actor;
    const cookie = cookieOf(await signIn('lawyer-1')).split(';')[0]!;
    const { token, id } = (await post('lawyer-1', '/tokens', { name: 'x', scopes: ['tasks:read'], days: 1 }))
      .body as CreatedTokenView;
    const basic = `Basic ${Buffer.from('lawyer-1:demo').toString('base64')}`;
    const [session, byToken, byPassword] = [
      (await identify({ cookie }))!,
      (await identify({ authorization: `Bearer ${token}` }))!,
      (await identify({ authorization: basic }))!,
    ];
    expect([session, byToken, byPassword].map(({ signedInBy }) => signedInBy)).toEqual(['session', 'token', 'basic']);
    for (const actor of [session, byToken, byPassword])
      expect(await authenticator.again({ ...actor, language: 'bg' })).toEqual({ ...actor, language: 'bg' });
    expect(byToken).toMatchObject({
      tokenId: id,
      scopes: ['tasks:read'],
      signedInUntil: identity.clock.now() + 24 * 60 * minute,
    });
    expect(session.signedInUntil).toBe(identity.clock.now() + 12 * 60 * minute);
    expect(await identify({})).toBeUndefined();
    expect(await identify({ cookie: 'gaita_session=none' })).toBeUndefined();
    await http().delete(`/api/v1/tokens/${id}`).auth('lawyer-1', 'demo').expect(200);
    await http().delete('/api/v1/session').set('Cookie', cookie).expect(204);
    expect(
      await Promise.all([session, byToken, byPassword].map(async (actor) => (await authenticator.again(actor))?.account)),
    ).toEqual([undefined, undefined, 'lawyer-1']);
    const { personId: _, ...nobody } = byPassword;
    expect(await authenticator.again(nobody as Actor)).toBeUndefined();
  });

  it('to the web app, who is signed in, where, in which roles and until when', async () => {
    const { body } = await signIn('admin').expect(200);
    const view = body as SessionView;
    expect(view).toMatchObject({ isAdministrator: true, standsInFor: [], endsIn: 12 * 60 * minute });
    expect(view.institutions.map(({ id, isDefault }) => [id, isDefault])).toEqual([
      [home, true],
      ['gilvyciu-rajonas', false],
    ]);
    expect(view.institution).toMatchObject({ id: home, country: 'LV', zone: 'Europe/Riga', movedDays: true, language: 'lv' });
    expect(view.roles.every((role) => !('within' in role))).toBe(true);
  });

  it('to who looks for people: by role, by account, in one institution, and nobody who has left', async () => {
    const directory = identity.get(PeopleDirectory);
    const clerk = await actorOf('front-desk-1');
    const accounts = async (query: object) => (await directory.list(clerk, query)).map(({ account }) => account).sort();
    expect(await accounts({ role: 'lawyer' })).toEqual(['lawyer-1', 'lawyer-2']);
    expect(await accounts({ account: 'lawyer-1' })).toEqual(['lawyer-1']);
    expect(await accounts({ account: 'lawyer-3' })).toEqual([]);
    expect(await accounts({ institution: 'gilvyciu-rajonas' })).toEqual([]);
    expect(await accounts({ institution: home, role: 'lawyer' })).toEqual(['lawyer-1', 'lawyer-2']);
    const [found] = await directory.list(clerk, { account: 'lawyer-1' });
    expect(found).toEqual({
      account: 'lawyer-1',
      name: (await personOf('lawyer-1')).name,
      institution: home,
      roles: [{ role: 'lawyer', institution: home }],
    });
    const partner = await actorOf('partner-1');
    expect(await directory.look(partner, {})).toEqual([]);
    expect(await directory.look(partner, { account: 'lawyer-1' })).toEqual([{ ...found, roles: [] }]);
    expect(await directory.look(clerk, { account: 'lawyer-1' })).toEqual([found]);
    const { id, revision } = await personOf('lawyer-2');
    const held = await identity.database.reader.find(roleAssignmentTable, 'person_id = ?', [(await personOf('lawyer-1')).id]);
    await identity.change((changes) => {
      changes.update(personTable, id, { active: false, revision: revision + 1 });
      for (const row of held) changes.update(roleAssignmentTable, row.id, { validTo: identity.clock.now() });
    });
    expect(await accounts({ role: 'lawyer' })).toEqual([]);
    expect(await accounts({ account: 'lawyer-2' })).toEqual([]);
    expect((await directory.holdersOf('case-handler', home)).map(({ account }) => account).sort()).toEqual([
      'case-handler-1',
      'case-handler-2',
    ]);
  });
});
