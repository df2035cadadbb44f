import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { journalTable } from '../instances/index.ts';
import { sealHash } from './entry-hash.ts';
import { Head } from './head.ts';
import type { Act } from './record-act.ts';
import { recordAct } from './record-act.ts';
import { Sealer } from './sealer.ts';
import { sealTable } from './tables.ts';
import type { AuditApp } from './testing/audit-app.ts';
import { startAudit, startOfScenario } from './testing/audit-app.ts';
import type { VerifyOptions } from './verify-chain.ts';
import { verifyChain } from './verify-chain.ts';

const minute = 60_000;

describe('Going through the chain', () => {
  let system: DatabaseSystem;
  let app: AuditApp;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
  });
  beforeEach(async () => {
    app = await startAudit(await system.newConfig(), [Sealer, Head]);
    await app.get(Sealer).beforeApplicationShutdown();
  });
  afterEach(() => app.close());
  afterAll(() => system.stop());

  const seal = () => app.get(Sealer).seal();
  const record = (more: Partial<Act> & { id: string }) =>
    app.change((changes) =>
      recordAct(changes, {
        ...{ at: app.clock.now(), account: 'anna', institution: 'riga', act: 'case-opened', object: { type: 'case', id: 'c1' } },
        ...more,
      }),
    );
  const recordAll = (count: number) =>
    app.change((changes) => {
      for (let n = 0; n < count; n++)
        recordAct(changes, {
          ...{ id: `e${n}`, at: app.clock.now(), account: 'anna', institution: 'riga', act: 'a' },
          object: { type: 'case', id: 'c' },
        });
    });
  const step = (id: string, at = app.clock.now()) =>
    app.change((changes) =>
      changes.insert(journalTable, {
        ...{ id, institution: 'riga', instanceId: 'c1', sequence: 1, commandId: 'k', actor: 'anna', at, records: [] },
      }),
    );
  const verify = (options?: VerifyOptions) => verifyChain(app.database, options);
  const findings = async (options?: VerifyOptions) => (await verify(options)).findings;
  const inserted = { kind: 'entry-inserted', table: 'audit_entry' };

  it('tells of an empty one that it is whole', async () => {
    const done: [number, number][] = [];
    expect(await verify({ onProgress: (links, total) => done.push([links, total]) })).toEqual({
      ...{ intact: true, links: 0, entries: 0, waiting: 0, erased: 0, findings: [] },
      head: { sequence: 0, hash: 'gaita' },
    });
    expect(done).toEqual([[0, 0]]);
  });

  it('tells how far it is, and where the chain ends', async () => {
    for (let n = 0; n < 21; n++) {
      await record({ id: `e${n}` });
      await seal();
    }
    const last = (await app.database.reader.findOne(sealTable, 'sequence = 21', []))!;
    const done: [number, number][] = [];
    expect(await verify({ onProgress: (links, total) => done.push([links, total]) })).toMatchObject({
      ...{ intact: true, links: 21, entries: 21 },
      head: { sequence: 21, hash: last.hash },
    });
    expect(done).toEqual([
      [20, 21],
      [21, 21],
    ]);
  });

  it('compares entries of one link however many, each with its own, and tells them of the two tables apart', async () => {
    await recordAll(600);
    await step('e0');
    await seal();
    expect(await verify()).toMatchObject({ intact: true, links: 1, entries: 601 });
    await app.byHand("UPDATE audit_entry SET account = 'berta' WHERE id IN ('e7', 'e599')");
    await app.byHand("DELETE FROM journal WHERE id = 'e0'");
    expect(await findings()).toEqual([
      { kind: 'entry-deleted', sequence: 1, table: 'journal', id: 'e0' },
      { kind: 'entry-edited', sequence: 1, table: 'audit_entry', id: 'e7' },
      { kind: 'entry-edited', sequence: 1, table: 'audit_entry', id: 'e599' },
    ]);
  });

  it('takes an entry for put in by hand that was dated more than ten minutes before the link before it', async () => {
    await record({ id: 'first' });
    await seal();
    const before = app.clock.now();
    app.clock.advance(minute);
    await record({ id: 'just', at: before - 10 * minute });
    await record({ id: 'counted', at: before - 60 * minute, count: 3, until: before });
    await seal();
    expect(await findings()).toEqual([]);
    await record({ id: 'waits', at: app.clock.now() - 10 * minute });
    expect(await verify()).toMatchObject({ intact: true, waiting: 1 });
    await record({ id: 'by-hand', at: app.clock.now() - 10 * minute - 1 });
    expect(await findings()).toEqual([{ ...inserted, id: 'by-hand' }]);
    await seal();
    expect(await findings()).toEqual([{ ...inserted, sequence: 3, id: 'by-hand' }]);
    expect(await findings({ allowsPast: true })).toEqual([]);
  });

  it('takes nothing in the first link for put in by hand: what was there before the sealer has dates of its own', async () => {
    await record({ id: 'ancient', at: 5 });
    await step('older', 1);
    expect(await verify()).toMatchObject({ intact: true, waiting: 2 });
    await seal();
    expect(await verify()).toMatchObject({ intact: true, entries: 2 });
    // a link that was dated back does not make its entries too old
    const link = (await app.database.reader.findOne(sealTable, 'sequence = 1', []))!;
    expect(link.at).toBe(startOfScenario);
  });

  it('finds details that were changed, added, taken without their salt, or taken where no case was erased', async () => {
    const object = { type: 'case', id: 'c1', instanceId: 'c1' };
    const details = { why: 'x' };
    await record({ id: 'changed', details, object });
    await record({ id: 'added', object });
    await record({ id: 'salted', details, object });
    await record({ id: 'no-case', details, object: { type: 'list', id: 'l' } });
    await record({ id: 'taken', details, object });
    await record({ id: 'whole', details, object });
    await seal();
    expect(await verify()).toMatchObject({ intact: true, erased: 0 });
    await app.byHand(`UPDATE audit_entry SET details = '{"why":"y"}' WHERE id = 'changed'`);
    await app.byHand(`UPDATE audit_entry SET details = '{"why":"y"}' WHERE id = 'added'`);
    await app.byHand("UPDATE audit_entry SET details = NULL WHERE id = 'salted'");
    await app.byHand("UPDATE audit_entry SET details = NULL, salt = NULL WHERE id IN ('no-case', 'taken')");
    const { findings: found, erased } = await verify();
    expect([found.map(({ kind, id }) => [kind, id]), erased]).toEqual([
      ['changed', 'added', 'salted', 'no-case', 'taken'].map((id) => ['entry-edited', id]),
      3,
    ]);
  });

  it('finds each link that is missing, up to a hundred findings', async () => {
    await record({ id: 'a' });
    await seal();
    const forge = (sequence: number) => app.byHand('UPDATE seal SET sequence = ?', [sequence]);
    await app.byHand('UPDATE seal_head SET sequence = 200');
    await forge(4);
    expect((await findings()).slice(0, 4)).toEqual([
      ...[1, 2, 3].map((sequence) => ({ kind: 'link-missing', sequence })),
      { kind: 'link-edited', sequence: 4 },
    ]);
    expect((await findings()).slice(4)).toEqual([{ kind: 'tail-cut', sequence: 5 }]);
    await forge(150);
    const many = await findings();
    expect([many.length, many.at(-1)]).toEqual([100, { kind: 'link-missing', sequence: 100 }]);
  });

  it('finds an end that is not the last link, and takes what is sealed meanwhile for waiting', async () => {
    await record({ id: 'a' });
    await seal();
    await app.byHand("UPDATE seal_head SET hash = 'another'");
    expect(await findings()).toEqual([{ kind: 'link-edited', sequence: 1 }]);
    await app.byHand("UPDATE seal_head SET sequence = 0, hash = 'gaita'");
    expect(await verify()).toMatchObject({ intact: true, links: 0, waiting: 1 });
  });

  it('finds a link whose time goes back behind the one before, and one whose own hash is of another place', async () => {
    for (const id of ['a', 'b']) {
      await record({ id });
      await seal();
    }
    const [first, second] = await app.database.reader.find(sealTable, '', [], { orderBy: 'sequence' });
    expect([first!.at, second!.at]).toEqual([startOfScenario, startOfScenario]);
    expect(await findings()).toEqual([]);
    const forge = async (change: object) => {
      const link = { ...second!, ...change };
      const hash = sealHash(link);
      await app.byHand('UPDATE seal SET at = ?, previous_hash = ?, hash = ? WHERE sequence = 2', [
        link.at,
        link.previousHash,
        hash,
      ]);
      await app.byHand('UPDATE seal_head SET hash = ?', [hash]);
      return findings();
    };
    expect(await forge({ at: startOfScenario - 1 })).toEqual([{ kind: 'link-edited', sequence: 2 }]);
    expect(await forge({ previousHash: 'another' })).toEqual([{ kind: 'link-edited', sequence: 2 }]);
    expect(await forge({})).toEqual([]);
  });

  it('compares with an exported end: the right one, of another chain, of a longer one, and of none', async () => {
    const empty = await app.get(Head).signed();
    expect(await findings({ head: empty })).toEqual([]);
    for (const id of ['a', 'b']) {
      await record({ id });
      await seal();
    }
    const head = await app.get(Head).signed();
    const key = head.publicKey;
    expect(await findings({ head, key })).toEqual([]);
    expect(await findings({ head: empty, key })).toEqual([]);
    expect(await findings({ head, key: 'another' })).toEqual([{ kind: 'head-forged', sequence: 2 }]);
    expect(await findings({ head: { ...head, signature: '' } })).toEqual([{ kind: 'head-forged', sequence: 2 }]);
    const kinds = async (change: object) => (await findings({ head: { ...head, ...change } })).map((each) => Object.values(each));
    expect(await kinds({ hash: 'x' })).toEqual([
      ['head-forged', 2],
      ['head-differs', 2],
    ]);
    // of a chain that was longer, the cut is after the last link that is left
    expect(await kinds({ sequence: 9 })).toEqual([
      ['head-forged', 9],
      ['tail-cut', 3],
    ]);
    await app.byHand('DELETE FROM seal WHERE sequence = 1');
    expect((await findings({ head: { ...head, sequence: 1 } })).at(-1)).toEqual({ kind: 'tail-cut', sequence: 1 });
  });
});
