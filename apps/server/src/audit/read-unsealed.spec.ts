import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { Committer } from '../platform/committer.ts';
import { nothingReached, readUnsealed } from './read-unsealed.ts';
import { recordAct } from './record-act.ts';
import { Sealer } from './sealer.ts';
import type { Reached } from './tables.ts';
import { sealHeadTable, sealTable } from './tables.ts';
import type { AuditApp } from './testing/audit-app.ts';
import { startAudit, startOfScenario } from './testing/audit-app.ts';

describe('What is not sealed yet', () => {
  let system: DatabaseSystem;
  let app: AuditApp;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
  });
  beforeEach(async () => {
    app = await startAudit(await system.newConfig(), [Sealer]);
    await app.get(Sealer).beforeApplicationShutdown();
  });
  afterEach(() => app.close());
  afterAll(() => system.stop());

  const putAt = (position: number, id = `e${position}`) =>
    app.byHand(
      "INSERT INTO audit_entry (rowid, id, institution, at, account, act, object_type, object_id, `count`) VALUES (?, ?, 'riga', 1, 'anna', 'a', 'case', 'c', 1)",
      [position, id],
    );
  const read = async (reached: Reached = nothingReached, now = 0) => {
    const { rows, ...rest } = await readUnsealed(app.database, 'a', reached, now);
    return { ids: rows.map(({ id }) => id), ...rest };
  };
  const record = (...ids: string[]) =>
    app.change((changes) => {
      for (const id of ids)
        recordAct(changes, {
          ...{ id, at: app.clock.now(), account: 'anna', institution: 'riga', act: 'a', object: { type: 'case', id: 'c' } },
        });
    });
  const head = async () => (await app.database.reader.byId(sealHeadTable, 'head'))!;

  it('is nothing where there is nothing, and nothing more where all was reached', async () => {
    expect(await read()).toEqual({ ids: [], reached: { position: 0, id: '', gaps: [] }, isFull: false });
    await putAt(1);
    const reached = { position: 1, id: 'e1', gaps: [] };
    expect(await read()).toEqual({ ids: ['e1'], reached, isFull: false });
    expect(await read(reached)).toEqual({ ids: [], reached, isFull: false });
  });

  it('may come late at the places that were left out, late ones first, and not after a minute', async () => {
    for (const position of [1, 4, 7]) await putAt(position);
    const first = await read(nothingReached, 10);
    const gaps = [2, 3, 5, 6].map((place) => [place, 10]);
    expect(first).toEqual({ ids: ['e1', 'e4', 'e7'], reached: { position: 7, id: 'e7', gaps }, isFull: false });
    for (const position of [6, 8, 3]) await putAt(position);
    const second = await read(first.reached, 20);
    expect(second).toMatchObject({ ids: ['e3', 'e6', 'e8'], reached: { position: 8, id: 'e8', gaps: [gaps[0], gaps[2]] } });
    expect((await read(second.reached, 60_009)).reached.gaps).toEqual([gaps[0], gaps[2]]);
    expect((await read(second.reached, 60_010)).reached.gaps).toEqual([]);
  });

  it('is waited for at some thousands of places, not at those of a jump', async () => {
    await putAt(1);
    await putAt(5_001);
    await putAt(10_002);
    const { reached } = await read();
    expect([reached.gaps.length, reached.gaps[0], reached.gaps.at(-1)]).toEqual([4_999, [2, 0], [5_000, 0]]);
    // looked for in portions
    for (const position of [502, 501, 2, 5_000]) await putAt(position);
    expect((await read(reached)).ids).toEqual(['e2', 'e501', 'e502', 'e5000']);
  });

  it('is read a thousand at a time', async () => {
    await record(...Array.from({ length: 1_000 }, (_, at) => `e${at}`));
    const { ids, isFull, reached } = await read();
    expect([ids.length, isFull, reached.position]).toEqual([1_000, true, 1_000]);
    await app.byHand("DELETE FROM audit_entry WHERE id = 'e999'");
    expect(await read()).toMatchObject({ isFull: false, reached: { position: 999, id: 'e998' } });
  });

  it('is all that no link names where the place that was reached holds another row', async () => {
    await record('a', 'b');
    await app.get(Sealer).seal();
    await record('c');
    const reached = { position: 3, id: 'c', gaps: [] };
    for (const id of ['another', ''])
      expect(await read({ position: 2, id, gaps: [[1, 0]] })).toEqual({ ids: ['c'], reached, isFull: false });
    expect(await read({ position: 9, id: 'b', gaps: [] })).toEqual({ ids: ['c'], reached, isFull: false });
    // the journal has entries of its own, though by the same name
    expect((await readUnsealed(app.database, 'j', { position: 2, id: 'a', gaps: [] }, 0)).reached).toEqual(nothingReached);
  });

  it('is sealed by one of several who begin together, and by the others when they have read again', async () => {
    const sealer = app.get(Sealer);
    const other = new Sealer(app.database, app.get(Committer), app.clock, app.ids);
    await app.byHand('DELETE FROM seal_head');
    await record('a');
    const sealed = await Promise.all([sealer.seal(), other.seal()]);
    expect(sealed.sort()).toEqual([0, 1]);
    expect(await head()).toMatchObject({ sequence: 1, at: startOfScenario, leaseUntil: startOfScenario + 10_000, revision: 2 });
    const [link] = await app.database.reader.find(sealTable);
    expect(link).toMatchObject({ sequence: 1, previousHash: 'gaita', count: 1, at: startOfScenario, hash: (await head()).hash });
  });

  it('leaves its mark where only the place has changed: the end is the same, the lease goes on', async () => {
    await record('a');
    await app.get(Sealer).seal();
    const before = await head();
    await app.byHand('VACUUM');
    await app.byHand('UPDATE seal_head SET reached = ?', [
      JSON.stringify({ ...before.reached, a: { position: 1, id: 'another', gaps: [] } }),
    ]);
    app.clock.advance(500);
    expect(await app.get(Sealer).seal()).toBe(0);
    expect(await head()).toEqual({ ...before, leaseUntil: before.leaseUntil + 500, revision: before.revision + 1 });
  });

  it('is sealed by itself while the server runs, each second, and no more when it stops', async () => {
    const { setInterval } = globalThis;
    const every: unknown[] = [];
    let ring: (() => void) | undefined;
    globalThis.setInterval = ((callback: () => void, millis: number) => {
      every.push(millis);
      ring = callback;
      return setInterval(callback, 3_600_000);
    }) as unknown as typeof setInterval;
    const sealer = new Sealer(app.database, app.get(Committer), app.clock, app.ids);
    try {
      await record('a');
      sealer.onApplicationBootstrap();
    } finally {
      globalThis.setInterval = setInterval;
    }
    await sealer.beforeApplicationShutdown();
    expect([every, (await head()).sequence]).toEqual([[1_000], 1]);
    await record('b');
    ring!();
    await sealer.beforeApplicationShutdown();
    expect((await head()).sequence).toBe(2);
  });

  it('stays so where the end cannot be written, and tells it', async () => {
    const committer = app.get(Committer);
    const commit = committer.commit.bind(committer);
    await app.byHand('DELETE FROM seal_head');
    await record('a');
    committer.commit = () => Promise.reject(new Error('gone'));
    await expect(app.get(Sealer).seal()).rejects.toThrow('gone');
    expect(await app.database.reader.find(sealHeadTable)).toEqual([]);
    committer.commit = commit;
    expect(await app.get(Sealer).seal()).toBe(1);
  });
});
