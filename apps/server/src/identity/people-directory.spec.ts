import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import type { Actor, ActorRole } from './actor.ts';
import { systemActor } from './actor.ts';
import { Calendars } from './calendars.ts';
import { Institutions } from './institutions.ts';
import { PeopleDirectory } from './people-directory.ts';
import { People } from './people.ts';
import { PreferencesOfPeople } from './preferences.ts';
import type { PersonRow } from './tables.ts';
import { institutionTable, passwordTable, personTable, preferenceTable, roleAssignmentTable } from './tables.ts';
import type { IdentityApp } from './testing/identity-app.ts';
import { startIdentity, startOfScenario } from './testing/identity-app.ts';

const person = (id: string, institution: string, more: Partial<PersonRow> = {}): PersonRow => ({
  ...{ id, account: id, name: `Name of ${id}`, email: `${id}@example.org`, institution, language: 'lv' },
  ...{ active: true, demo: false, kind: 'staff', organisation: null, revision: 1, createdAt: 1 },
  ...more,
});
const reader = (institutions: readonly string[], ...roles: ActorRole[]): Actor => ({
  ...systemActor,
  ...{ account: 'reader', institution: institutions[0] ?? '', institutions, roles, signedInBy: 'session' },
});
const clerk = reader(['riga'], { role: 'expert', institution: 'riga' });
const partner = reader(['riga'], { role: 'partner', institution: 'riga' });

describe('What the server knows of people', () => {
  let system: DatabaseSystem;
  let identity: IdentityApp;
  const now = startOfScenario;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    identity = await startIdentity(await system.newConfig());
    let made = 0;
    const role = (personId: string, key: string, institution: string, validFrom = 0, validTo: number | null = null) => ({
      ...{ id: `r${++made}`, personId, role: key, institution, unit: null, service: null, validFrom, validTo, revision: 1 },
    });
    await identity.change((changes) => {
      for (const each of [
        person('ann', 'riga', { name: 'Zane', language: 'bg' }),
        person('bob', 'riga', { name: 'Ada' }),
        person('cid', 'tartu'),
        person('dan', 'tartu'),
        person('eve', 'riga', { active: false }),
      ])
        changes.insert(personTable, each);
      for (const each of [
        role('ann', 'lawyer', 'riga', now),
        role('ann', 'expert', 'riga', 5),
        role('ann', 'expert', 'tartu'),
        role('bob', 'lawyer', 'riga', 0, now),
        role('bob', 'finance', 'riga', 0, now + 1),
        role('bob', 'expert', 'riga', now + 1),
        role('cid', 'lawyer', 'riga'),
        role('dan', 'lawyer', 'tartu'),
        role('eve', 'lawyer', 'riga'),
      ])
        changes.insert(roleAssignmentTable, each);
    });
  });
  afterEach(() => identity.close());
  const directory = () => identity.get(PeopleDirectory);

  it('lists by name who belongs to one’s institutions or holds a role there, with the roles of today', async () => {
    const riga = (key: string) => ({ role: key, institution: 'riga' });
    const [bob, cid, ann] = [
      { account: 'bob', name: 'Ada', institution: 'riga', roles: [riga('finance')] },
      { account: 'cid', name: 'Name of cid', institution: 'tartu', roles: [riga('lawyer')] },
      { account: 'ann', name: 'Zane', institution: 'riga', roles: [riga('expert'), riga('lawyer')] },
    ];
    expect(await directory().list(clerk, {})).toEqual([bob, cid, ann]);
    expect(await directory().list(clerk, { role: 'lawyer' })).toEqual([cid, ann]);
    expect(await directory().list(clerk, { account: 'ann', role: 'lawyer' })).toEqual([ann]);
    expect(await directory().list(clerk, { account: 'ann', role: 'finance' })).toEqual([]);
    expect(await directory().list(clerk, { institution: 'tartu' })).toEqual([]);
    expect(await directory().list(reader([]), {})).toEqual([]);
    const both = reader(['riga', 'tartu']);
    expect((await directory().list(both, {})).map(({ account }) => account)).toEqual(['bob', 'cid', 'dan', 'ann']);
    expect((await directory().list(both, { institution: 'tartu' })).map(({ account }) => account)).toEqual(['cid', 'dan', 'ann']);
  });

  it('tells who looks from outside a name that they ask for, and nothing else', async () => {
    expect((await directory().look(clerk, {})).map(({ account }) => account)).toEqual(['bob', 'cid', 'ann']);
    expect(await directory().look(partner, {})).toEqual([]);
    expect(await directory().look(partner, { account: 'bob' })).toEqual([
      { account: 'bob', name: 'Ada', institution: 'riga', roles: [] },
    ]);
    // in the other institution they are at home, and know who belongs there or holds a role there
    const atHome = reader(['riga', 'tartu'], { role: 'partner', institution: 'riga' }, { role: 'expert', institution: 'tartu' });
    expect((await directory().look(atHome, {})).map(({ account, roles }) => [account, roles.length])).toEqual([
      ['cid', 1],
      ['dan', 1],
      ['ann', 3],
    ]);
  });

  it('knows who holds a role now, whom one can write to, and names', async () => {
    const ann = { account: 'ann', name: 'Zane', email: 'ann@example.org', language: 'bg' };
    const cid = { account: 'cid', name: 'Name of cid', email: 'cid@example.org', language: 'lv' };
    expect(await directory().holdersOf('lawyer', 'riga')).toEqual([ann, cid]);
    expect(await directory().holdersOf('finance', 'riga')).toMatchObject([{ account: 'bob' }]);
    expect(await directory().holdersOf('expert', 'riga')).toEqual([ann]);
    expect(await directory().holdersOf('finance', 'tartu')).toEqual([]);
    expect([await directory().findAddressee('ann'), await directory().findAddressee('eve')]).toEqual([ann, undefined]);
    expect(await directory().findAddressee('none')).toBeUndefined();
    expect([...(await directory().namesOf(['eve', 'ann', 'ann', 'none']))].sort()).toEqual([
      ['ann', 'Zane'],
      ['eve', 'Name of eve'],
    ]);
    expect(await directory().namesOf([])).toEqual(new Map());
  });

  it('finds them by however the account is written, and nobody who is closed or, in production, of the demo', async () => {
    const people = identity.get(People);
    expect((await people.byAccount('  ＡNN '))?.id).toBe('ann');
    expect([
      await people.byAccount('eve'),
      await people.byAccount('none'),
      await people.byId('eve'),
      await people.byId('none'),
    ]).toEqual([undefined, undefined, undefined, undefined]);
    expect((await people.byId('ann'))?.account).toBe('ann');
    expect([...(await people.actors(new Set(['ann', 'eve', 'none']))).keys()]).toEqual(['ann']);
    expect(await people.actors(new Set())).toEqual(new Map());
    await identity.change((changes) => {
      changes.insert(passwordTable, { id: 'ann', hash: 'h', changedAt: 1 });
      changes.update(personTable, 'bob', { demo: true });
    });
    expect([await people.passwordHashOf('ann'), await people.passwordHashOf('bob')]).toEqual(['h', undefined]);
    expect((await people.byId('bob'))?.account).toBe('bob');
    const inProduction = new People(identity.database, people['rights'], { mode: 'production' } as never);
    expect([(await inProduction.byId('ann'))?.id, await inProduction.byId('bob')]).toEqual(['ann', undefined]);
  });

  it('makes them who they may be at this moment', async () => {
    const people = identity.get(People);
    const ann = (await people.byId('ann'))!;
    expect(await people.actorOf(ann, { signedInBy: 'token', tokenId: 't', scopes: ['worker'] })).toEqual({
      ...{ account: 'ann', personId: 'ann', revision: 1, name: 'Zane', email: 'ann@example.org', language: 'bg' },
      ...{ institution: 'riga', institutions: ['riga', 'tartu'], standsInFor: [], isPartner: false, isAdministrator: false },
      roles: [
        { role: 'expert', institution: 'riga' },
        { role: 'lawyer', institution: 'riga' },
        { role: 'expert', institution: 'tartu' },
      ],
      ...{ signedInBy: 'token', tokenId: 't', scopes: ['worker'] },
    });
    await identity.change((changes) => changes.update(roleAssignmentTable, 'r8', { service: 'permits' }));
    const [held, ...more] = (await people.actorOf((await people.byId('dan'))!, 'session')).roles;
    expect([held, more]).toEqual([{ role: 'lawyer', institution: 'tartu', service: 'permits' }, []]);
    expect(await people.actorOf(person('none', 'riga', { kind: 'partner' }), 'basic')).toMatchObject({
      ...{ isPartner: true, roles: [], institutions: ['riga'], signedInBy: 'basic' },
    });
  });

  it('keeps how they want the product to be, and changes only what they name', async () => {
    const preferences = identity.get(PreferencesOfPeople);
    const usual = { theme: 'system', textSize: 100, singleKeys: true, mailOff: [], firstView: null, language: 'bg' };
    expect([await preferences.of('ann'), await preferences.of('none')]).toEqual([usual, undefined]);
    let commands = 0;
    const change = (request: object, who: Partial<Actor> = { personId: 'ann' }) =>
      preferences.change({ id: `c${++commands}`, account: 'ann' }, { ...clerk, ...who }, request);
    expect(await change({ theme: 'dark' })).toEqual({ ...usual, theme: 'dark' });
    expect(await identity.database.reader.find(preferenceTable)).toEqual([
      { id: 'ann', content: { theme: 'dark' }, changedAt: now },
    ]);
    identity.clock.advance(5);
    expect(await change({ mailOff: ['task-offered'], language: 'lt' })).toEqual({
      ...{ ...usual, theme: 'dark', mailOff: ['task-offered'], language: 'lt' },
    });
    expect(await identity.database.reader.find(preferenceTable)).toEqual([
      { id: 'ann', content: { theme: 'dark', mailOff: ['task-offered'] }, changedAt: now + 5 },
    ]);
    expect(await preferences.of('ann')).toMatchObject({ theme: 'dark', language: 'lt' });
    expect(await preferences.refuses('ann', 'task-offered')).toBe(true);
    for (const account of ['bob', 'none']) expect(await preferences.refuses(account, 'task-offered')).toBe(false);
    await change({ theme: 'light' }, { personId: 'bob' });
    expect(await preferences.refuses('bob', 'task-offered')).toBe(false);
    expect(await change({}, {})).toMatchObject({ code: 'not-allowed', message: 'Only people have preferences.' });
    expect(await change({}, { personId: 'none' })).toMatchObject({ code: 'not-found', message: 'The account was closed.' });
  });

  it('reads the institutions once in five seconds, or when it is told that they have changed', async () => {
    const institutions = identity.get(Institutions);
    expect([await institutions.list(), await institutions.findDefault(), await institutions.find('a')]).toEqual([
      [],
      undefined,
      undefined,
    ]);
    expect((await identity.get(Calendars).of('a')).zone).toBe('Europe/Riga');
    const row = (id: string, position: number) => ({
      ...{
        id,
        name: id,
        country: 'LT' as const,
        zone: 'Europe/Vilnius',
        language: 'lt' as const,
        movedDays: true,
        position,
        revision: 1,
      },
    });
    const ids = async () => (await institutions.list()).map(({ id }) => id);
    await identity.change((changes) => changes.insert(institutionTable, row('b', 2)));
    identity.clock.advance(5_000);
    expect(await ids()).toEqual([]);
    identity.clock.advance(1);
    expect(await ids()).toEqual(['b']);
    await identity.change((changes) => changes.insert(institutionTable, row('a', 2)));
    await identity.change((changes) => changes.insert(institutionTable, row('c', 1)));
    institutions.forget();
    expect(await ids()).toEqual(['c', 'a', 'b']);
    expect([(await institutions.default()).id, (await institutions.find('b'))?.id]).toEqual(['c', 'b']);
    expect([await institutions.tenantOf('shared'), await institutions.tenantOf('c'), await institutions.tenantOf('b')]).toEqual([
      ...[null, null, 'b'],
    ]);
    expect(await institutions.ofNewInstance({ starter: clerk, definition: 'b' })).toBe('riga');
    const roleless = { ...reader(['a']), personId: 'p' };
    expect(await institutions.ofNewInstance({ starter: roleless, definition: 'b' })).toBe('a');
    expect(await institutions.ofNewInstance({ named: null, starter: systemActor, definition: 'shared' })).toBe('c');
    // what could not be read is read again
    const { reader: there } = identity.database;
    const { find } = there;
    institutions.forget();
    there.find = () => Promise.reject(new Error('away'));
    await expect(institutions.list()).rejects.toThrow('away');
    there.find = find;
    expect(await ids()).toHaveLength(3);
  });
});
