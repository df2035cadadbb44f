import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isRejection } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { auditEntryTable } from '../audit/index.ts';
import { commandTable } from '../platform/command-table.ts';
import { Sessions } from './sessions.ts';
import type { PersonRow } from './tables.ts';
import { personTable, sessionTable } from './tables.ts';
import type { IdentityApp } from './testing/identity-app.ts';
import { startIdentity, startOfScenario } from './testing/identity-app.ts';
import { hashToken } from './tokens.ts';

const minute = 60_000;
const hour = 60 * minute;
const ann: PersonRow = {
  ...{ id: 'ann', account: 'ann', name: 'Ann', email: 'ann@example.org', institution: 'riga', language: 'lv' },
  ...{ active: true, demo: false, kind: 'staff', organisation: null, revision: 3, createdAt: 1 },
};

describe('A session', () => {
  let system: DatabaseSystem;
  let identity: IdentityApp;
  let sessions: Sessions;
  let commands = 0;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    identity = await startIdentity(await system.newConfig());
    sessions = identity.get(Sessions);
    await identity.change((changes) => {
      changes.insert(personTable, ann);
      changes.insert(personTable, { ...ann, id: 'bob', account: 'bob' });
    });
  });
  afterEach(() => identity.close());

  const command = () => ({ id: `command-${++commands}`, account: 'ann' });
  const open = async (options?: Parameters<Sessions['open']>[2], personId = 'ann') => {
    const opened = await sessions.open(command(), personId, options);
    if (isRejection(opened)) throw new Error(opened.message);
    return opened;
  };
  const rows = () => identity.database.reader.find(sessionTable, '', [], { orderBy: 'created_at, id' });
  const row = async (id: string) => (await identity.database.reader.byId(sessionTable, id))!;
  const acts = async (act: string) =>
    (await identity.database.reader.find(auditEntryTable, 'act = ?', [act], { orderBy: 'at, id' })).map(
      ({ at, account, institution, objectType, objectId }) => [at, account, institution, objectType, objectId],
    );
  const renew = async (token: string, person = ann) => {
    const found = await sessions.find(token);
    return found && sessions.renew(found, token, person);
  };

  it('is kept by a hash, for twelve hours, with what its browser says of itself', async () => {
    const { sessionId, token, expiresAt } = await open({ client: 'c'.repeat(200) });
    expect(expiresAt).toBe(startOfScenario + 12 * hour);
    expect(await rows()).toEqual([
      {
        ...{ id: sessionId, tokenHash: hashToken(token), previousHash: null, personId: 'ann', personRevision: 3, expiresAt },
        ...{ rotatedAt: startOfScenario, confirmedAt: startOfScenario, createdAt: startOfScenario, revokedAt: null },
        ...{ client: 'c'.repeat(191), revision: 1 },
      },
    ]);
    // a repeated command would be answered without the token
    const answered = await identity.database.reader.find(commandTable, 'account = ?', ['ann']);
    expect(answered.map(({ answer }) => answer)).toEqual([{ sessionId }]);
    expect(await acts('signed-in')).toEqual([[startOfScenario, 'ann', 'riga', 'person', 'ann']]);
    expect(await row((await open()).sessionId)).toMatchObject({ client: '' });
    expect(await sessions.open(command(), 'none')).toMatchObject({ code: 'not-signed-in', message: 'The account was closed.' });
  });

  it('takes the place of the one that the browser had, and of those that are over', async () => {
    const [first, foreign] = [await open(), await open({}, 'bob')];
    identity.clock.advance(11 * hour);
    const second = await open();
    const third = await open({ earlierToken: second.token });
    expect([(await row(second.sessionId)).revokedAt, (await row(first.sessionId)).revokedAt]).toEqual([
      identity.clock.now(),
      null,
    ]);
    await open({ earlierToken: 'unknown' });
    identity.clock.advance(hour);
    const last = await open();
    const left = (await rows()).map(({ id }) => id);
    expect(left).not.toContain(first.sessionId);
    expect(left).toEqual(expect.arrayContaining([foreign.sessionId, third.sessionId, last.sessionId]));
    expect(left).toHaveLength(5);
  });

  it('is found by its token while it is open, until its last moment', async () => {
    const { sessionId, token } = await open();
    expect(await sessions.find(token)).toMatchObject({ row: { id: sessionId }, isEarlier: false });
    expect(await sessions.find('another')).toBeUndefined();
    identity.clock.advance(12 * hour - 1);
    expect([await sessions.isOpen(sessionId), await sessions.isOpen('none')]).toEqual([true, false]);
    identity.clock.advance(1);
    expect([await sessions.isOpen(sessionId), await sessions.find(token)]).toEqual([false, undefined]);
  });

  it('changes its token after half an hour, and knows when the new one was seen', async () => {
    const { sessionId, token } = await open();
    identity.clock.advance(30 * minute - 1);
    expect(await renew(token)).toBeUndefined();
    expect((await row(sessionId)).revision).toBe(1);
    identity.clock.advance(1);
    const fresh = (await renew(token))!;
    const rotatedAt = identity.clock.now();
    const changed = { tokenHash: hashToken(fresh), previousHash: hashToken(token), rotatedAt, revision: 2 };
    expect(await row(sessionId)).toMatchObject({ ...changed, confirmedAt: null });
    expect(await sessions.find(token)).toMatchObject({ isEarlier: true });
    identity.clock.advance(minute);
    // the answer may still be on its way
    expect(await renew(token)).toBeUndefined();
    expect(await row(sessionId)).toMatchObject({ ...changed, confirmedAt: null });
    expect(await renew(fresh)).toBeUndefined();
    expect(await row(sessionId)).toMatchObject({ ...changed, confirmedAt: rotatedAt + minute, revision: 3 });
    identity.clock.advance(minute);
    expect(await sessions.find(token)).toMatchObject({ isEarlier: true });
    expect(await renew(fresh)).toBeUndefined();
    expect((await row(sessionId)).revision).toBe(3);
    identity.clock.advance(1);
    expect(await sessions.find(token)).toBeUndefined();
  });

  it('changes it again when the new one never came, not before a minute, and at once with the rights of its person', async () => {
    const { sessionId, token } = await open();
    expect(await renew(token, { ...ann, revision: 4 })).toBeDefined();
    expect(await row(sessionId)).toMatchObject({ personRevision: 4, revision: 2 });
    identity.clock.advance(minute + 1);
    const fresh = (await renew(token, { ...ann, revision: 4 }))!;
    expect(await row(sessionId)).toMatchObject({ tokenHash: hashToken(fresh), previousHash: hashToken(token), revision: 3 });
  });

  it('gives one new token to requests at the same time', async () => {
    const { token } = await open();
    identity.clock.advance(hour);
    const found = (await sessions.find(token))!;
    const given = [await sessions.renew(found, token, ann), await sessions.renew(found, token, ann)];
    expect(given.filter((each) => each !== undefined)).toHaveLength(1);
  });

  it('is shown to its person, the latest first, with when it was seen last', async () => {
    const first = await open({ client: 'Firefox' });
    identity.clock.advance(minute);
    const second = await open();
    await open({}, 'bob');
    const revoked = await open();
    await sessions.revoke(command(), 'ann', { only: revoked.sessionId });
    identity.clock.advance(hour);
    const fresh = (await renew(first.token))!;
    const rotatedAt = identity.clock.now();
    const seenAt = async () => (await sessions.list('ann', first.sessionId)).map((each) => each.seenAt);
    expect(await seenAt()).toEqual([startOfScenario + minute, rotatedAt]);
    identity.clock.advance(5);
    await renew(fresh);
    expect(await sessions.list('ann', first.sessionId)).toEqual([
      {
        ...{ id: second.sessionId, client: '', createdAt: startOfScenario + minute, seenAt: startOfScenario + minute },
        ...{ expiresAt: second.expiresAt, isCurrent: false },
      },
      {
        ...{ id: first.sessionId, client: 'Firefox', createdAt: startOfScenario, seenAt: rotatedAt + 5 },
        ...{ expiresAt: first.expiresAt, isCurrent: true },
      },
    ]);
    identity.clock.set(second.expiresAt);
    expect(await sessions.list('ann')).toEqual([]);
  });

  it('is ended alone, with all but one, or with all, of which the audit tells where any has ended', async () => {
    const [a, b, c, foreign] = [await open(), await open(), await open(), await open({}, 'bob')];
    identity.clock.advance(minute);
    const now = identity.clock.now();
    const revoked = async () =>
      (await Promise.all([a, b, c, foreign].map(({ sessionId }) => row(sessionId)))).map((each) => each.revokedAt);
    expect(await sessions.revoke(command(), 'ann', { only: foreign.sessionId })).toBeNull();
    expect([await revoked(), await acts('signed-out')]).toEqual([[null, null, null, null], []]);
    await sessions.revoke(command(), 'ann', { only: a.sessionId });
    expect([await revoked(), await acts('signed-out')]).toEqual([
      [now, null, null, null],
      [[now, 'ann', 'riga', 'person', 'ann']],
    ]);
    await sessions.revoke(command(), 'ann', { except: b.sessionId });
    expect(await revoked()).toEqual([now, null, now, null]);
    await sessions.revoke(command(), 'ann');
    expect(await revoked()).toEqual([now, now, now, null]);
    await sessions.revoke(command(), 'ann');
    expect(await acts('signed-out')).toHaveLength(3);
    expect(await sessions.find(a.token)).toBeUndefined();
  });
});
