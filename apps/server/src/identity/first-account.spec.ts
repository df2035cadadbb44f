import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { auditEntryTable } from '../audit/index.ts';
import { FirstAdministrator } from './first-administrator.ts';
import { administratorLinkTable, institutionTable, passwordTable, personTable, roleAssignmentTable } from './tables.ts';
import type { IdentityApp } from './testing/identity-app.ts';
import { startIdentity, startOfScenario } from './testing/identity-app.ts';
import { hashToken } from './tokens.ts';

const day = 24 * 3_600_000;
const somebody = {
  account: 'ilze',
  name: 'Ilze Kalniņa',
  email: 'ilze@example.org',
  password: 'a long enough password',
  language: 'lv',
  institution: { id: 'jaunpils', name: 'Jaunpils novads', country: 'LV', movedDays: false },
};

describe('The first account of a production server', () => {
  let system: DatabaseSystem;
  let identity: IdentityApp;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
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
    return link!.split('#')[1]!;
  };

  it('keeps of the link a hash, its end and its use, and tells why it is not good', async () => {
    const link = async () => (await identity.database.reader.find(administratorLinkTable))[0]!;
    expect((await create('a guess of enough letters')).body).toMatchObject({
      code: 'not-allowed',
      message: expect.stringMatching(/^The link was used/),
    });
    const first = await linkToken();
    const stored = { id: 'first', tokenHash: hashToken(first), expiresAt: startOfScenario + day, usedAt: null, revision: 1 };
    expect(await link()).toEqual(stored);
    identity.clock.advance(day);
    expect((await create(first)).body).toMatchObject({ message: expect.stringMatching(/older than a day/) });
    const second = await linkToken();
    const expiresAt = startOfScenario + 2 * day;
    expect(await link()).toEqual({ ...stored, tokenHash: hashToken(second), expiresAt, revision: 2 });
    identity.clock.advance(day - 1);
    expect((await create(second)).body).toEqual({ account: 'ilze' });
    expect(await link()).toMatchObject({ expiresAt, usedAt: identity.clock.now(), revision: 3 });
    const again = await create(second, { account: 'second' });
    expect(again.body).toMatchObject({ code: 'not-allowed', message: expect.stringMatching(/^The link was used/) });
  });

  it('stores the account as that of one who may do everything in the institution, and that it was made', async () => {
    await create(await linkToken());
    const { reader } = identity.database;
    const now = startOfScenario;
    const [person, ...others] = await reader.find(personTable);
    expect([person, others]).toEqual([
      {
        ...{ id: person!.id, account: 'ilze', name: 'Ilze Kalniņa', email: 'ilze@example.org', language: 'lv' },
        ...{ institution: 'jaunpils', active: true, demo: false, kind: 'staff', organisation: null, revision: 1, createdAt: now },
      },
      [],
    ]);
    expect(await reader.find(institutionTable)).toEqual([
      { ...somebody.institution, zone: 'Europe/Riga', language: 'lv', position: 1, revision: 1 },
    ]);
    expect(await reader.find(roleAssignmentTable)).toEqual([
      {
        ...{ id: expect.any(String), personId: person!.id, role: 'administrator', institution: 'jaunpils' },
        ...{ unit: null, service: null, validFrom: now, validTo: null, revision: 1 },
      },
    ]);
    expect(await reader.find(passwordTable)).toMatchObject([{ id: person!.id, changedAt: now }]);
    const acts = await reader.find(auditEntryTable, "act = 'first-administrator-created'", []);
    expect(acts).toMatchObject([
      { at: now, account: 'ilze', institution: 'jaunpils', objectType: 'person', objectId: person!.id, details: null },
    ]);
  });

  it.each([
    ['LT', 'Europe/Vilnius', 'lt'],
    ['BG', 'Europe/Sofia', 'bg'],
  ])('gives an institution of %s the hours of %s and the language %s', async (country, zone, language) => {
    await create(await linkToken(), { institution: { ...somebody.institution, country, movedDays: true } });
    const [institution] = await identity.database.reader.find(institutionTable);
    expect(institution).toEqual({ ...somebody.institution, country, movedDays: true, zone, language, position: 1, revision: 1 });
  });

  it('prints a link again where nobody administers it any more, but not where somebody still does', async () => {
    await create(await linkToken());
    const admin = identity.get(FirstAdministrator);
    const { reader } = identity.database;
    const [[person], [held]] = [await reader.find(personTable), await reader.find(roleAssignmentTable)];
    const isOpen = async (describe: Parameters<IdentityApp['change']>[0]) => {
      await identity.change(describe);
      return (await admin.openLink()) !== undefined;
    };
    const role = (set: object) => isOpen((changes) => changes.update(roleAssignmentTable, held!.id, set));
    const now = identity.clock.now();
    expect(await role({ validTo: now })).toBe(true);
    expect(await role({ validTo: now + 1 })).toBe(false);
    expect(await role({ validTo: null, validFrom: now + 1 })).toBe(true);
    expect(await role({ validFrom: now })).toBe(false);
    expect(await role({ role: 'lawyer' })).toBe(true);
    await role({ role: 'administrator' });
    expect(await isOpen((changes) => changes.update(personTable, person!.id, { active: false }))).toBe(true);
    expect(await isOpen((changes) => changes.update(personTable, person!.id, { active: true }))).toBe(false);
    expect(await isOpen((changes) => changes.update(personTable, person!.id, { demo: true }))).toBe(true);
  });

  it('says why an account is not made: taken, without an institution, or too late', async () => {
    const token = await linkToken();
    const refusal = async (more: object = {}) => {
      const { status, body } = await create(token, more);
      return [status, (body as { code: string }).code, (body as { message: string }).message];
    };
    expect(await refusal({ institution: undefined })).toEqual([
      400,
      'invalid-request',
      'Name the institution: the database has none yet.',
    ]);
    const known = { name: 'X', email: 'x@example.org', institution: 'x', language: 'lv' as const, createdAt: 1, revision: 1 };
    await identity.change((changes) =>
      changes.insert(personTable, {
        ...{ ...known, id: 'x', account: 'ilze', active: true, demo: false, kind: 'staff', organisation: null },
      }),
    );
    expect(await refusal()).toEqual([409, 'version-conflict', 'The account ilze exists already: choose another.']);
    await identity.change((changes) =>
      changes.insert(roleAssignmentTable, {
        ...{ id: 'r', personId: 'x', role: 'administrator', institution: 'x', unit: null, service: null },
        ...{ validFrom: 0, validTo: null, revision: 1 },
      }),
    );
    expect(await refusal({ account: 'second' })).toEqual([403, 'not-allowed', 'The server has an administrator already.']);
  });

  it('takes the institution that is there, and makes no other', async () => {
    const there = { id: 'there', name: 'There', country: 'BG' as const, zone: 'Europe/Sofia', language: 'bg' as const };
    await identity.change((changes) => changes.insert(institutionTable, { ...there, movedDays: true, position: 1, revision: 1 }));
    expect((await create(await linkToken())).status).toBe(201);
    const { reader } = identity.database;
    expect((await reader.find(institutionTable)).map(({ id }) => id)).toEqual(['there']);
    expect((await reader.find(personTable)).map(({ institution }) => institution)).toEqual(['there']);
  });

  it('is none of a demo, which prints no link', async () => {
    const demo = await startIdentity(await system.newConfig({ GAITA_MODE: 'demo' }));
    expect(await demo.get(FirstAdministrator).openLink()).toBeUndefined();
    await demo.close();
  });
});
