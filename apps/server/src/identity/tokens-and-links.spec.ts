import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isRejection } from '@gaita/contracts';
import type { CreatedTokenView } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { auditEntryTable } from '../audit/index.ts';
import { Committer } from '../platform/committer.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { Actor, ActorRole } from './actor.ts';
import { systemActor } from './actor.ts';
import { ApiTokens } from './api-tokens.ts';
import { PasswordLinks } from './accounts/password-links.ts';
import { apiTokenTable, passwordLinkTable, passwordTable, personTable, sessionTable } from './tables.ts';
import type { PersonRow } from './tables.ts';
import type { IdentityApp } from './testing/identity-app.ts';
import { startIdentity, startOfScenario } from './testing/identity-app.ts';
import { hashToken } from './tokens.ts';
import { verifyPassword } from './passwords.ts';

const day = 24 * 3_600_000;
const row = (id: string, institution: string): PersonRow => ({
  ...{ id, account: id, name: `Name of ${id}`, email: `${id}@example.org`, institution, language: 'lv' },
  ...{ active: true, demo: false, kind: 'staff', organisation: null, revision: 1, createdAt: 1 },
});
const actor = (id: string, institutions: readonly string[], ...roles: ActorRole[]): Actor => ({
  ...systemActor,
  ...{ account: id, personId: id, revision: 1, name: `Name of ${id}`, institution: institutions[0]!, institutions, roles },
  signedInBy: 'session',
});
const ann = actor('ann', ['riga']);
const bob = actor('bob', ['riga']);
const cid = actor('cid', ['tartu']);
const admin = actor('admin', ['riga', 'tartu'], { role: 'administrator', institution: 'riga' });

describe('What lets somebody in beside a session', () => {
  let system: DatabaseSystem;
  let identity: IdentityApp;
  let tokens: ApiTokens;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    identity = await startIdentity(await system.newConfig({ PUBLIC_URL: 'https://gaita.example.org' }));
    tokens = identity.get(ApiTokens);
    await identity.change((changes) => {
      for (const [id, institution] of [...['ann', 'bob', 'admin'].map((each) => [each, 'riga']), ['cid', 'tartu']] as const)
        changes.insert(personTable, row(id!, institution!));
    });
  });
  afterEach(() => identity.close());

  let commands = 0;
  const command = (account: string) => ({ id: `command-${++commands}`, account });
  const make = async (owner: Actor, days = 2): Promise<CreatedTokenView> => {
    const made = await tokens.create(owner, { name: 'Report', scopes: ['tasks:read', 'worker', 'tasks:read'], days });
    if (isRejection(made)) throw new Error(made.message);
    return made;
  };
  const acts = async (objectId: string) => {
    const rows = await identity.database.reader.find(auditEntryTable, 'object_id = ?', [objectId], { orderBy: 'at, id' });
    return rows.map(({ at, account, institution, act, objectType, details }) => [
      at,
      account,
      institution,
      act,
      objectType,
      details,
    ]);
  };

  describe('a token', () => {
    it('is kept by a hash and its first letters, and told whole once', async () => {
      const { token, ...view } = await make(ann);
      expect(token).toMatch(/^gaita_[\w-]{43}$/);
      const times = { createdAt: startOfScenario, expiresAt: startOfScenario + 2 * day };
      const scopes = ['tasks:read', 'worker'];
      expect(view).toEqual({
        ...{ id: view.id, name: 'Report', hint: token.slice(0, 10), owner: { account: 'ann', name: 'Name of ann' }, scopes },
        ...times,
      });
      expect(await identity.database.reader.find(apiTokenTable)).toEqual([
        {
          ...{ id: view.id, personId: 'ann', name: 'Report', hint: token.slice(0, 10), tokenHash: hashToken(token), scopes },
          ...{ ...times, usedAt: null, revokedAt: null, revokedBy: null },
        },
      ]);
      expect(await acts(view.id)).toEqual([[startOfScenario, 'ann', 'riga', 'token-made', 'token', { scopes }]]);
    });

    it('is made by the rights that somebody has now', async () => {
      await identity.change((changes) => changes.update(personTable, 'ann', { revision: 2 }));
      expect(await tokens.create(ann, { name: 'x', scopes: ['worker'], days: 1 })).toMatchObject({ code: 'too-busy' });
      expect(await make({ ...ann, revision: 2 })).toMatchObject({ name: 'Report' });
    });

    it('is listed for its owner, and for who administers the institution of its owner', async () => {
      const first = await make(ann);
      identity.clock.advance(1);
      const [second, ofBob, ofCid] = [await make(ann), await make(bob), await make(cid)];
      const list = async (who: Actor, of: 'mine' | 'institution') => (await tokens.list(who, of)).map(({ id }) => id);
      expect(await list(ann, 'mine')).toEqual([second.id, first.id]);
      expect(await list(ann, 'institution')).toEqual([]);
      expect((await list(admin, 'institution')).sort()).toEqual([first.id, second.id, ofBob.id].sort());
      expect(await list(admin, 'mine')).toEqual([]);
      expect(await list(cid, 'mine')).toEqual([ofCid.id]);
      const { personId: _, ...nobody } = ann;
      expect(await list(nobody as Actor, 'mine')).toEqual([]);
      const [view] = await tokens.list(admin, 'institution');
      expect(view!.owner.name).toBe(`Name of ${view!.owner.account}`);
      expect(view).not.toHaveProperty('usedAt');
      await tokens.find(second.token);
      expect((await tokens.list(ann, 'mine'))[0]).toMatchObject({ id: second.id, usedAt: identity.clock.now() });
    });

    it('is good until it ends or is revoked, once, by its owner or who administers there', async () => {
      const { id, token } = await make(ann);
      const other = await make(ann, 1);
      expect([(await tokens.find(token))?.id, await tokens.find('gaita_none'), await tokens.find('')]).toEqual([
        ...[id, undefined, undefined],
      ]);
      identity.clock.advance(day - 1);
      expect([await tokens.isOpen(other.id), await tokens.isOpen('none')]).toEqual([true, false]);
      identity.clock.advance(1);
      expect([await tokens.isOpen(other.id), await tokens.isOpen(id), await tokens.find(other.token)]).toEqual([
        ...[false, true, undefined],
      ]);
      const refused = { code: 'not-found', message: 'There is no such token.' };
      for (const who of [bob, cid]) expect(await tokens.revoke(command(who.account), who, id)).toMatchObject(refused);
      expect(await tokens.revoke(command('ann'), ann, 'none')).toMatchObject(refused);
      const now = identity.clock.now();
      expect(await tokens.revoke(command('admin'), admin, id)).toEqual({ id });
      expect([await tokens.isOpen(id), await tokens.find(token)]).toEqual([false, undefined]);
      identity.clock.advance(1);
      expect(await tokens.revoke(command('ann'), ann, id)).toEqual({ id });
      expect(await identity.database.reader.byId(apiTokenTable, id)).toMatchObject({ revokedAt: now, revokedBy: 'admin' });
      expect((await acts(id))[1]).toEqual([now, 'admin', 'riga', 'token-revoked', 'token', null]);
      expect(await acts(id)).toHaveLength(2);
    });
  });

  describe('a link by which somebody sets their password', () => {
    const links = () => identity.get(PasswordLinks);
    const give = async (id: string) => {
      const changes = new RowChanges();
      const view = await links().plan(changes, { id, account: id }, 'admin');
      const command = { id: `link-${++commands}`, account: 'admin' };
      const plan = { guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] };
      await identity.get(Committer).run(command, async () => plan);
      return { ...view, token: view.link.split('#')[1]! };
    };
    const stored = (id: string) => identity.database.reader.byId(passwordLinkTable, id);
    const refused = {
      code: 'not-allowed',
      message: 'The link was used, replaced or is older than three days. Ask an administrator for a new one.',
    };
    const use = (token: string) => links().use({ token, password: 'correct horse battery' });

    it('is kept by a hash for three days, and takes the place of the one before', async () => {
      const { token, ...first } = await give('ann');
      const expiresAt = startOfScenario + 3 * day;
      expect(first).toEqual({ account: 'ann', link: `https://gaita.example.org/set-password#${token}`, expiresAt });
      const link = { id: 'ann', tokenHash: hashToken(token), expiresAt, madeBy: 'admin', madeAt: startOfScenario, revision: 1 };
      expect(await stored('ann')).toEqual(link);
      identity.clock.advance(1);
      const second = await give('ann');
      const times = { expiresAt: expiresAt + 1, madeAt: startOfScenario + 1 };
      expect(await stored('ann')).toEqual({ ...link, ...times, tokenHash: hashToken(second.token), revision: 2 });
      expect(await use(token)).toMatchObject(refused);
    });

    it('sets it once, ends the sessions of its person, and stands in the audit', async () => {
      const session = { previousHash: null, rotatedAt: 1, confirmedAt: 1, personRevision: 1, client: '', createdAt: 1 };
      await identity.change((changes) =>
        changes.insert(sessionTable, {
          ...{
            ...session,
            id: 's',
            tokenHash: 'h',
            personId: 'ann',
            expiresAt: startOfScenario + day,
            revokedAt: null,
            revision: 1,
          },
        }),
      );
      const { token } = await give('ann');
      expect(await use(token)).toEqual({ account: 'ann' });
      const { reader } = identity.database;
      const password = (await reader.byId(passwordTable, 'ann'))!;
      expect([password.changedAt, await verifyPassword(password.hash, 'correct horse battery')]).toEqual([startOfScenario, true]);
      expect([await stored('ann'), (await reader.byId(personTable, 'ann'))!.revision]).toEqual([undefined, 2]);
      expect((await reader.byId(sessionTable, 's'))!.revokedAt).toBe(startOfScenario);
      expect(await acts('ann')).toEqual([[startOfScenario, 'ann', 'riga', 'password-set', 'person', null]]);
      expect(await use(token)).toMatchObject(refused);
      identity.clock.advance(5);
      await links().use({ token: (await give('ann')).token, password: 'another horse battery' });
      const changed = (await reader.byId(passwordTable, 'ann'))!;
      expect([changed.changedAt, await verifyPassword(changed.hash, 'another horse battery')]).toEqual([
        startOfScenario + 5,
        true,
      ]);
    });

    it('is not good after three days, nor for a closed account', async () => {
      const [{ token }, ofBob] = [await give('ann'), await give('bob')];
      await identity.change((changes) => changes.update(personTable, 'bob', { active: false }));
      expect(await use(ofBob.token)).toMatchObject(refused);
      identity.clock.advance(3 * day);
      expect(await use(token)).toMatchObject(refused);
      expect(await identity.database.reader.find(passwordTable)).toEqual([]);
    });
  });
});
