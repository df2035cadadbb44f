import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { auditEntryTable } from '../../audit/index.ts';
import { DemoPeople } from '../demo-people/seed-demo-people.ts';
import { externalLoginTable, groupAssignmentTable, personTable, roleAssignmentTable } from '../tables.ts';
import type { IdentityApp } from '../testing/identity-app.ts';
import { startIdentity, startOfScenario } from '../testing/identity-app.ts';
import { AdmitExternalPerson } from './admit-external-person.ts';
import { GroupRoles } from './group-roles.ts';
import type { ExternalPerson } from './provider.ts';

const home = 'dzelmes-novads';
const abroad = 'gilvyciu-rajonas';
const minute = 60_000;
const settings = {
  GAITA_MODE: 'demo',
  OIDC_ISSUER: 'https://sign-in.example.org',
  OIDC_CLIENT_ID: 'gaita',
  OIDC_ROLES: `cases=case-handler, experts=expert@${abroad}, doubly=case-handler, nowhere=lawyer@nowhere, lean=lean-facilitator`,
};
const ilze: ExternalPerson = {
  subject: 'https://sign-in.example.org subject-1',
  account: 'ilze.ozola',
  name: 'Ilze Ozola',
  email: 'ilze@example.org',
  isEmailVerified: true,
  locale: 'lv-LV',
  groups: ['cases'],
};

describe('Somebody whom the provider of sign-ins vouches for', () => {
  let system: DatabaseSystem;
  let identity: IdentityApp;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    identity = await startIdentity(await system.newConfig(settings));
    await identity.get(DemoPeople).seed();
  });
  afterEach(() => identity.close());

  const admit = (more: Partial<ExternalPerson> = {}) => identity.get(AdmitExternalPerson).admit({ ...ilze, ...more });
  const admitted = async (more: Partial<ExternalPerson> = {}) => {
    const answer = await admit(more);
    if (!('personId' in answer)) throw new Error(answer.message);
    return answer.personId;
  };
  const refusal = async (more: Partial<ExternalPerson> = {}) => {
    const answer = await admit(more);
    return 'personId' in answer ? undefined : [answer.code, answer.message];
  };
  const find = <T>(read: (reader: IdentityApp['database']['reader']) => Promise<T>) => read(identity.database.reader);
  const personOf = async (account: string) => (await find((reader) => reader.findOne(personTable, 'account = ?', [account])))!;
  const rolesOf = (id: string) =>
    find((reader) => reader.find(roleAssignmentTable, 'person_id = ?', [id], { orderBy: 'valid_from, role' }));
  const acts = () => find((reader) => reader.find(auditEntryTable, "act = 'roles-changed-by-groups'", [], { orderBy: 'at, id' }));
  const noRole = ['not-allowed', 'You hold no role here yet: ask an administrator for one.'];

  it('becomes a person with the roles of their groups, of which the audit tells', async () => {
    const id = await admitted({ groups: ['experts', 'cases', 'doubly', 'nowhere', 'other'] });
    const now = startOfScenario;
    expect(await find((reader) => reader.byId(personTable, id))).toEqual({
      ...{ id, account: 'ilze.ozola', name: 'Ilze Ozola', email: 'ilze@example.org', institution: home, language: 'lv' },
      ...{ active: true, demo: false, kind: 'staff', organisation: null, revision: 1, createdAt: now },
    });
    const roles = await rolesOf(id);
    const role = { personId: id, unit: null, service: null, validFrom: now, validTo: null, revision: 1 };
    expect(roles).toEqual([
      { ...role, id: expect.any(String), role: 'case-handler', institution: home },
      { ...role, id: expect.any(String), role: 'expert', institution: abroad },
    ]);
    const byGroups = await find((reader) => reader.find(groupAssignmentTable));
    expect(byGroups.map(({ id: of, personId }) => [of, personId]).sort()).toEqual(roles.map((each) => [each.id, id]).sort());
    const logins = await find((reader) => reader.find(externalLoginTable));
    expect(logins).toEqual([{ id: expect.any(String), subject: ilze.subject, personId: id, createdAt: now }]);
    expect(await acts()).toMatchObject([
      {
        ...{ at: now, account: 'ilze.ozola', institution: home, objectType: 'person', objectId: id },
        details: { given: [`case-handler (${home})`, `expert (${abroad})`], ended: [] },
      },
    ]);
    expect((await acts())[0]!.details).not.toHaveProperty('refused');
  });

  it('belongs where their first role is, and speaks the language of the provider or else of the default institution', async () => {
    const person = async (account: string, more: Partial<ExternalPerson>) => {
      await admitted({ ...more, subject: account, account, email: `${account}@example.org` });
      const { institution, language } = await personOf(account);
      return [institution, language];
    };
    expect(await person('a', { groups: ['experts'], locale: 'BG' })).toEqual([abroad, 'bg']);
    expect(await person('b', { locale: 'fr-FR' })).toEqual([home, 'lv']);
    expect(await person('c', { locale: '' })).toEqual([home, 'lv']);
    expect((await acts()).map(({ institution }) => institution)).toEqual([abroad, home, home]);
  });

  it('is known again by the subject, and nothing is written where nothing has changed', async () => {
    const id = await admitted();
    identity.clock.advance(minute);
    const other = { account: 'another', name: 'Another', email: 'another@example.org' };
    expect(await admitted(other)).toBe(id);
    expect(await personOf('ilze.ozola')).toMatchObject({ name: 'Ilze Ozola', revision: 1 });
    expect(await find((reader) => reader.count(externalLoginTable))).toBe(1);
    expect(await acts()).toHaveLength(1);
  });

  it('is known by a verified address that one person has, and from then on by the subject', async () => {
    const known = await personOf('expert-1');
    const expert = { email: known.email, account: 'somebody' };
    expect(await admitted(expert)).toBe(known.id);
    expect(await admitted({ ...expert, email: 'new@example.org', isEmailVerified: false })).toBe(known.id);
    expect((await rolesOf(known.id)).map(({ role }) => role)).toEqual(['expert', 'case-handler']);
    expect((await personOf('expert-1')).revision).toBe(known.revision + 1);
    expect(await acts()).toMatchObject([{ account: 'somebody', institution: home, objectId: known.id }]);
  });

  it('is nobody known by an address that was not verified, or that several have', async () => {
    const [one, other] = [await personOf('expert-1'), await personOf('expert-2')];
    const made = await admitted({ email: one.email, isEmailVerified: false });
    expect(made).not.toBe(one.id);
    await identity.change((changes) => changes.update(personTable, other.id, { email: one.email }));
    const second = await admitted({ email: one.email, subject: 'second', account: 'second' });
    expect([one.id, other.id, made]).not.toContain(second);
  });

  it('gets and loses roles with groups, keeps what was given here, and counts anew for open plans', async () => {
    const id = await admitted({ groups: ['cases', 'experts'] });
    const byHand = { personId: id, role: 'lawyer', institution: home, unit: null, service: null };
    await identity.change((changes) => {
      changes.insert(roleAssignmentTable, { id: 'by-hand', ...byHand, validFrom: 0, validTo: null, revision: 1 });
      changes.insert(roleAssignmentTable, {
        ...{ id: 'over', ...byHand, role: 'finance', validFrom: 0, validTo: startOfScenario, revision: 1 },
      });
    });
    identity.clock.advance(minute);
    await admitted({ groups: ['experts', 'lean'] });
    const now = identity.clock.now();
    const held = async () => (await rolesOf(id)).map(({ role, validTo, revision }) => [role, validTo, revision]);
    expect(await held()).toEqual([
      ['finance', startOfScenario, 1],
      ['lawyer', null, 1],
      ['case-handler', now, 2],
      ['expert', null, 1],
      ['lean-facilitator', null, 1],
    ]);
    expect((await personOf('ilze.ozola')).revision).toBe(2);
    expect((await acts())[1]!.details).toEqual({ given: [`lean-facilitator (${home})`], ended: [`case-handler (${home})`] });
    const byGroups = await find((reader) => reader.find(groupAssignmentTable));
    const roles = await rolesOf(id);
    expect(byGroups.map((each) => roles.find((role) => role.id === each.id)!.role).sort()).toEqual([
      'expert',
      'lean-facilitator',
    ]);
    identity.clock.advance(minute);
    // what was given here is enough to come in
    expect(await admitted({ groups: [] })).toBe(id);
    expect((await held()).filter(([, validTo]) => validTo === null)).toEqual([['lawyer', null, 1]]);
  });

  it('is refused who has lost every group, and their roles end', async () => {
    const id = await admitted();
    identity.clock.advance(minute);
    expect(await refusal({ groups: ['other'] })).toEqual(noRole);
    expect((await rolesOf(id)).map(({ validTo }) => validTo)).toEqual([identity.clock.now()]);
    expect((await acts())[1]!.details).toEqual({ given: [], ended: [`case-handler (${home})`] });
    expect(await refusal({ groups: ['other'] })).toEqual(noRole);
    expect(await acts()).toHaveLength(2);
  });

  it('is refused without a role, with a closed account, and by a name that is taken or the server’s own', async () => {
    expect(await refusal({ groups: ['other'] })).toEqual(noRole);
    expect(await refusal({ account: 'expert-1' })).toEqual([
      'not-allowed',
      'The account name expert-1 belongs to somebody else: ask an administrator.',
    ]);
    expect(await refusal({ account: 'system' })).toEqual([
      'not-allowed',
      'The account name system stands for the server itself: ask an administrator.',
    ]);
    expect(await find((reader) => reader.count(externalLoginTable))).toBe(0);
    const known = await personOf('expert-1');
    await identity.change((changes) => changes.update(personTable, known.id, { active: false }));
    expect(await refusal({ email: known.email })).toEqual(['not-allowed', 'The account was closed.']);
  });

  it('is refused while there is no institution', async () => {
    const empty = await startIdentity(await system.newConfig(settings));
    expect(await empty.get(AdmitExternalPerson).admit(ilze)).toMatchObject({
      code: 'not-allowed',
      message: 'The server has no institution yet: its first administrator must create it.',
    });
    await empty.close();
  });

  it('gets no role that whoever knows refuses, who hears what would be given and what ends', async () => {
    const asked: unknown[] = [];
    identity.get(GroupRoles).judgedBy(async (account, given, ending) => {
      asked.push([account, given.map(({ role }) => role), [...ending]]);
      return given.filter(({ role }) => role === 'lean-facilitator');
    });
    const id = await admitted({ groups: ['cases', 'lean'] });
    expect(asked).toEqual([['ilze.ozola', ['case-handler', 'lean-facilitator'], []]]);
    expect((await acts())[0]!.details).toEqual({
      ...{ given: [`case-handler (${home})`], ended: [] },
      refused: [`lean-facilitator (${home})`],
    });
    const [held] = await rolesOf(id);
    // nothing is given: nobody is asked
    await admitted();
    expect(asked).toHaveLength(1);
    // only refused: told, but nothing of the person has changed
    await admitted({ groups: ['cases', 'lean'], account: 'renamed' });
    expect(asked[1]).toEqual(['ilze.ozola', ['lean-facilitator'], []]);
    expect((await acts())[1]!.details).toMatchObject({ given: [], ended: [], refused: [`lean-facilitator (${home})`] });
    expect((await personOf('ilze.ozola')).revision).toBe(1);
    await refusal({ groups: ['lean'] });
    expect(asked[2]).toEqual(['ilze.ozola', ['lean-facilitator'], [held!.id]]);
  });

  it('may have a very long name at the provider', async () => {
    const account = 'i'.repeat(150);
    const id = await admitted({ account });
    expect((await acts())[0]).toMatchObject({ account: 'i'.repeat(100), objectId: id });
  });
});
