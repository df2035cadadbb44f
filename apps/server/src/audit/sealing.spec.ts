import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { Committer } from '../platform/committer.ts';
import { positionOf, sealHash } from './entry-hash.ts';
import { lastAct } from './last-act.ts';
import { recordAct } from './record-act.ts';
import { Sealer } from './sealer.ts';
import { sealHeadTable, sealTable } from './tables.ts';
import type { AuditApp } from './testing/audit-app.ts';
import { startAudit } from './testing/audit-app.ts';
import { verifyChain } from './verify-chain.ts';

describe.each(databaseNames)('Sealing on %s', (name) => {
  let system: DatabaseSystem;
  let app: AuditApp;
  let sealer: Sealer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  }, 120_000);
  beforeEach(async () => {
    app = await startAudit(await system.newConfig(), [Sealer]);
    sealer = app.get(Sealer);
    await sealer.beforeApplicationShutdown();
  }, 60_000);
  afterEach(() => app.close());
  afterAll(() => system.stop());

  const entry = (id: string, more: { account?: string; act?: string; at?: number } = {}) => ({
    ...{ id, at: app.clock.now(), account: 'anna', institution: 'riga', act: 'case-opened', object: { type: 'case', id: 'c1' } },
    ...more,
  });
  const record = (...ids: string[]) => app.change((changes) => ids.forEach((id) => recordAct(changes, entry(id))));
  const recordAt = (position: number, id: string) =>
    app.byHand(
      `INSERT INTO audit_entry (${positionOf(app.database.dialect)}, id, institution, at, account, act, object_type, object_id, \`count\`)
        VALUES (?, ?, 'riga', ?, 'anna', 'case-opened', 'case', 'c1', 1)`,
      [position, id, app.clock.now()],
    );
  const head = async () => (await app.database.reader.byId(sealHeadTable, 'head'))!;

  it('is the work of whoever sealed last, until nothing was heard of it for ten seconds', async () => {
    const second = new Sealer(app.database, app.get(Committer), app.clock, app.ids);
    await record('a');
    expect([await sealer.seal(), await second.seal()]).toEqual([1, 0]);
    expect((await head()).leaseUntil).toBe(app.clock.now() + 10_000);
    await record('b');
    app.clock.advance(9_999);
    expect(await second.seal()).toBe(0);
    app.clock.advance(1);
    expect(await second.seal()).toBe(1);
    await record('c');
    expect([await sealer.seal(), await second.seal()]).toEqual([0, 1]);
    expect(await verifyChain(app.database)).toMatchObject({ intact: true, links: 3, entries: 3 });
  });

  it('makes no link where there is nothing new', async () => {
    await record('a');
    expect([await sealer.seal(), await sealer.seal()]).toEqual([1, 0]);
    expect(await head()).toMatchObject({ sequence: 1, revision: 2 });
  });

  it('waits a minute for what may still be committed at a place before', async () => {
    for (const position of [1, 2, 6]) await recordAt(position, `e${position}`);
    const since = app.clock.now();
    expect(await sealer.seal()).toBe(3);
    const gaps = (...places: number[]) => ({ position: 6, id: 'e6', gaps: places.map((place) => [place, since]) });
    expect((await head()).reached.a).toEqual(gaps(3, 4, 5));
    await recordAt(4, 'e4');
    expect(await sealer.seal()).toBe(1);
    expect((await head()).reached.a).toEqual(gaps(3, 5));
    app.clock.advance(59_999);
    await recordAt(3, 'e3');
    expect(await sealer.seal()).toBe(1);
    app.clock.advance(1);
    await recordAt(7, 'e7');
    expect(await sealer.seal()).toBe(1);
    expect((await head()).reached.a).toEqual({ position: 7, id: 'e7', gaps: [] });
    expect(await verifyChain(app.database)).toMatchObject({ intact: true, entries: 6, waiting: 0 });
  });

  it('takes a thousand entries into one link, and goes on with the next', async () => {
    await record(...Array.from({ length: 1_001 }, (_, at) => `e${at}`));
    expect(await sealer.seal()).toBe(1_001);
    const links = await app.database.reader.find(sealTable, '', [], { orderBy: 'sequence' });
    expect(links.map(({ count }) => count)).toEqual([1_000, 1]);
    expect(await verifyChain(app.database)).toMatchObject({ intact: true, links: 2, entries: 1_001 });
  });

  it('seals nothing twice when it finds another row at the place that it had reached', async () => {
    for (let at = 0; at < 23; at++) {
      await record(`e${at}`);
      await sealer.seal();
    }
    const { reached } = await head();
    await app.byHand('UPDATE seal_head SET reached = ?', [JSON.stringify({ ...reached, a: { ...reached.a, id: 'another' } })]);
    await record('last');
    expect(await sealer.seal()).toBe(1);
    expect((await head()).reached.a).toEqual({ position: 24, id: 'last', gaps: [] });
    const done: number[] = [];
    const verified = await verifyChain(app.database, { onProgress: (links) => done.push(links) });
    expect(verified).toMatchObject({ intact: true, links: 24, entries: 24, waiting: 0 });
    expect(done).toEqual([20, 24]);
  });

  it('goes through all entries for that, however many, and through all in no link when it verifies', async () => {
    await record('first');
    await sealer.seal();
    const { reached } = await head();
    await app.byHand('UPDATE seal_head SET reached = ?', [JSON.stringify({ ...reached, a: { ...reached.a, id: 'another' } })]);
    await record(...Array.from({ length: 2_001 }, (_, at) => `e${at}`));
    expect(await verifyChain(app.database)).toMatchObject({ intact: true, links: 1, waiting: 2_001 });
    expect(await sealer.seal()).toBe(2_001);
    expect(await verifyChain(app.database)).toMatchObject({ intact: true, entries: 2_002, waiting: 0 });
  });

  it('ties each link to the one before: one that was made anew as a whole is found by the next', async () => {
    for (const id of ['a', 'b', 'c']) {
      await record(id);
      app.clock.advance(1_000);
      await sealer.seal();
    }
    const second = (await app.database.reader.findOne(sealTable, 'sequence = 2', []))!;
    const forge = (at: number) =>
      app.byHand('UPDATE seal SET at = ?, hash = ? WHERE sequence = 2', [at, sealHash({ ...second, at })]);
    await forge(second.at + 1);
    expect((await verifyChain(app.database)).findings).toEqual([{ kind: 'link-edited', sequence: 3 }]);
    await forge(second.at + 60_000);
    expect((await verifyChain(app.database)).findings).toEqual([{ kind: 'link-edited', sequence: 3 }]);
    await forge(second.at - 60_000);
    expect((await verifyChain(app.database)).findings[0]).toEqual({ kind: 'link-edited', sequence: 2 });
    await forge(second.at);
    await app.byHand('UPDATE seal SET `count` = 2 WHERE sequence = 2');
    expect((await verifyChain(app.database)).findings).toEqual([{ kind: 'link-edited', sequence: 2 }]);
  });

  it('finds an entry that two links hold, and an end that is another than the last link', async () => {
    for (const id of ['a', 'b']) {
      await record(id);
      await sealer.seal();
    }
    const [first, second] = await app.database.reader.find(sealTable, '', [], { orderBy: 'sequence' });
    const link = { ...second!, entries: first!.entries };
    await app.byHand('UPDATE seal SET entries = ?, hash = ? WHERE sequence = 2', [JSON.stringify(link.entries), sealHash(link)]);
    expect((await verifyChain(app.database)).findings).toEqual([
      { kind: 'entry-repeated', sequence: 2, table: 'audit_entry', id: 'a' },
      { kind: 'link-edited', sequence: 2 },
    ]);
  });

  it('leaves the newest act to an object at hand', async () => {
    const { reader } = app.database;
    const object = { type: 'case', id: 'c1' };
    await app.change((changes) => {
      recordAct(changes, entry('1', { at: 10 }));
      recordAct(changes, entry('2', { at: 30, account: 'berta' }));
      recordAct(changes, entry('3', { at: 20, account: 'clara' }));
      recordAct(changes, entry('4', { at: 40, account: 'dora', act: 'case-cancelled' }));
      recordAct(changes, { ...entry('5', { at: 50 }), object: { type: 'task', id: 'c1' } });
      recordAct(changes, { ...entry('6', { at: 60 }), object: { type: 'case', id: 'c2' } });
    });
    expect(await lastAct(reader, object, ['case-opened'])).toEqual({ by: 'berta', at: 30 });
    expect(await lastAct(reader, object, ['case-opened', 'case-cancelled'])).toEqual({ by: 'dora', at: 40 });
    expect(await lastAct(reader, object, ['case-opened'], ({ account }) => account !== 'berta')).toEqual({ by: 'clara', at: 20 });
    expect(await lastAct(reader, object, ['case-erased'])).toEqual({});
  });
});
