import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { historyInstanceTable, journalTable } from '../instances/index.ts';
import type { Config } from '../platform/config.ts';
import { Head } from './head.ts';
import { recordAct } from './record-act.ts';
import { Sealer } from './sealer.ts';
import { auditEntryTable, sealHeadTable, sealTable } from './tables.ts';
import type { AuditApp } from './testing/audit-app.ts';
import { startAudit } from './testing/audit-app.ts';
import { verifyChain } from './verify-chain.ts';

const hour = 3_600_000;

describe.each(databaseNames)('The chain on %s', (name) => {
  let system: DatabaseSystem;
  let config: Config;
  let app: AuditApp;
  let sealer: Sealer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  beforeEach(async () => {
    config = await system.newConfig();
    app = await startAudit(config, [Sealer, Head]);
    sealer = app.get(Sealer);
    await sealer.beforeApplicationShutdown();
  });
  afterEach(() => app.close());
  afterAll(() => system.stop());

  /** A step with its act in one commit, as the server writes them. */
  const step = async (n: number) => {
    app.clock.advance(250);
    await app.change((changes) => {
      const at = app.clock.now();
      const [id, command] = [`row-${String(n).padStart(4, '0')}`, `command-${n}`];
      changes.insert(journalTable, {
        id,
        institution: 'riga',
        instanceId: `case-${n % 3}`,
        sequence: n,
        commandId: command,
        actor: 'anna',
        at,
        records: [{ kind: 'taskCompleted', taskId: `t${n}`, note: 'ēka, žūžo, поправка' }],
      });
      recordAct(changes, {
        id: command,
        at,
        account: 'anna',
        institution: 'riga',
        act: 'task-completed',
        object: { type: 'task', id: `t${n}`, instanceId: `case-${n % 3}` },
        ...(n % 2 === 0 && { details: { reason: `reason ${n}` } }),
      });
    });
  };
  const steps = async (from: number, to: number, perLink = 4) => {
    for (let n = from; n < to; n++) {
      await step(n);
      if (n % perLink === perLink - 1) await sealer.seal();
    }
    await sealer.seal();
  };
  const kinds = async (head?: Awaited<ReturnType<Head['signed']>>) =>
    (await verifyChain(app.database, head ? { head } : {})).findings.map(({ kind }) => kind);

  it('holds what was committed, each entry once, and is intact', async () => {
    await steps(0, 12);
    const verified = await verifyChain(app.database);
    expect(verified).toMatchObject({ intact: true, links: 3, entries: 24, waiting: 0, findings: [] });
    await step(12);
    expect(await verifyChain(app.database)).toMatchObject({ intact: true, entries: 24, waiting: 2 });
  });

  it('takes up late commits, a restart and a file that was compacted', async () => {
    await steps(0, 4);
    if (name !== 'SQLite') {
      // a transaction that took its position and commits after the next ones were sealed
      const { default: mysql } = await import('mysql2/promise');
      const { writeAccess } = app.database;
      if (writeAccess.dialect === 'sqlite') throw new Error('no server');
      const slow = await mysql.createConnection(writeAccess.connection);
      await slow.query('START TRANSACTION');
      await slow.query(
        `INSERT INTO journal (id, institution, instance_id, sequence, command_id, actor, at, records) VALUES ('late', 'riga', 'case-9', 1, 'c', 'anna', ?, '[]')`,
        [app.clock.now()],
      );
      await steps(4, 8);
      await slow.query('COMMIT');
      await slow.end();
    } else {
      await steps(4, 8);
      await app.byHand('VACUUM');
    }
    if (name === 'SQLite') await app.close();
    const again = await startAudit(config, [Sealer, Head], app.clock);
    await again.get(Sealer).beforeApplicationShutdown();
    if (name === 'SQLite') {
      app = again;
      sealer = again.get(Sealer);
    }
    app.clock.advance(11_000);
    await steps(8, 10);
    const verified = await verifyChain(app.database);
    expect(verified).toMatchObject({ intact: true, waiting: 0, entries: name === 'SQLite' ? 20 : 21 });
    if (name !== 'SQLite') await again.close();
  });

  it('is lengthened by one replica at a time', async () => {
    if (name === 'SQLite') return;
    const other = await startAudit(config, [Sealer], app.clock);
    const second = other.get(Sealer);
    await second.beforeApplicationShutdown();
    for (let n = 0; n < 12; n++) {
      await step(n);
      if (n === 6) app.clock.advance(20_000);
      await Promise.all([sealer.seal(), second.seal()]);
    }
    app.clock.advance(20_000);
    await sealer.seal();
    expect(await verifyChain(app.database)).toMatchObject({ intact: true, entries: 24, waiting: 0 });
    await step(12);
    expect([await sealer.seal(), await second.seal()]).toEqual([2, 0]);
    await step(13);
    expect(await second.seal()).toBe(0);
    app.clock.advance(20_000);
    expect(await second.seal()).toBe(2);
    await other.close();
  });

  it('goes on where it stood after a crash before or after its commit', async () => {
    await steps(0, 4);
    const committer = sealer['committer'];
    const commit = committer.commit.bind(committer);
    await step(4);
    committer.commit = () => Promise.reject(new Error('died before'));
    await expect(sealer.seal()).rejects.toThrow('died before');
    committer.commit = async (plan) => {
      await commit(plan);
      throw new Error('died after');
    };
    await expect(sealer.seal()).rejects.toThrow('died after');
    committer.commit = commit;
    await steps(5, 6);
    expect(await verifyChain(app.database)).toMatchObject({ intact: true, entries: 12, waiting: 0 });
  });

  it('is not broken by the erasure of a case, but by details that are emptied otherwise', async () => {
    await steps(0, 8);
    await app.change((changes) => {
      for (const id of ['case-0', 'case-1', 'case-2', 'called'])
        changes.insert(historyInstanceTable, historyOf(id, id === 'called' ? 'case-2' : id));
      for (const id of ['case-0', 'case-2'])
        recordAct(changes, {
          ...{ id: `erased ${id}`, at: app.clock.now(), account: 'system', institution: 'riga', act: 'case-erased' },
          object: { type: 'case', id, instanceId: id },
        });
    });
    await sealer.seal();
    await app.byHand("UPDATE audit_entry SET details = NULL, salt = NULL WHERE instance_id IN ('case-0', 'case-2')");
    expect(await verifyChain(app.database)).toMatchObject({ intact: true, erased: 3 });
    await app.byHand('UPDATE audit_entry SET details = NULL, salt = NULL');
    expect((await verifyChain(app.database)).findings).toMatchObject([{ kind: 'entry-edited', id: 'command-4' }]);
  });

  it('exports a signed end that proves a cut tail', async () => {
    await steps(0, 12);
    const head = await app.get(Head).signed();
    expect(await kinds(head)).toEqual([]);
    await cutTail(2);
    expect(await kinds()).toEqual([]);
    expect(await kinds(head)).toEqual(['tail-cut']);
    expect(await kinds({ ...head, sequence: 2 })).toContain('head-forged');
    const other = await startAudit(await system.newConfig(), [Sealer, Head], app.clock);
    const key = await app.get(Head).publicKey();
    const forged = await other.get(Head).signed();
    await other.close();
    expect((await verifyChain(app.database, { head: forged, key })).findings.map(({ kind }) => kind)).toContain('head-forged');
    expect((await verifyChain(app.database, { head: await app.get(Head).signed(), key })).findings).toEqual([]);
  });

  const cutTail = async (kept: number) => {
    const seals = await app.database.reader.find(sealTable, '', [], { orderBy: 'sequence' });
    for (const { sequence, entries } of seals.slice(kept)) {
      for (const [table, id] of entries)
        await app.byHand(`DELETE FROM ${table === 'j' ? 'journal' : 'audit_entry'} WHERE id = ?`, [id]);
      await app.byHand('DELETE FROM seal WHERE sequence = ?', [sequence]);
    }
    const last = seals[kept - 1];
    await app.byHand('UPDATE seal_head SET sequence = ?, hash = ?, at = ?', [
      last?.sequence ?? 0,
      last?.hash ?? 'gaita',
      last?.at ?? 0,
    ]);
  };

  it('finds whatever is changed by hand, and names the first entry', async () => {
    const count = 12;
    await steps(0, count, 3);
    const intact = await app.get(Head).signed();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('journal' as const, 'audit_entry' as const),
        fc.integer({ min: 0, max: count - 1 }),
        fc.integer({ min: 0, max: count - 1 }),
        fc.constantFrom('edit', 'delete', 'reorder', 'insert', 'cut', 'unlink', 'relink', 'swap-links'),
        async (table, one, other, act) => {
          const before = await contents();
          const idOf = (n: number) => (table === 'journal' ? `row-${String(n).padStart(4, '0')}` : `command-${n}`);
          const [low, high] = [Math.min(one, other), Math.max(one, other)];
          let expected: object | undefined;
          switch (act) {
            case 'edit': {
              const column = table === 'journal' ? (one % 2 ? 'actor' : 'records') : other % 2 ? 'account' : 'object_id';
              await app.byHand(`UPDATE ${table} SET ${column} = ? WHERE id = ?`, ['"berta"', idOf(one)]);
              expected = { kind: 'entry-edited', table, id: idOf(one) };
              break;
            }
            case 'delete':
              await app.byHand(`DELETE FROM ${table} WHERE id = ?`, [idOf(one)]);
              expected = { kind: 'entry-deleted', table, id: idOf(one) };
              break;
            case 'reorder':
              if (low === high) return;
              await app.byHand(`UPDATE ${table} SET id = 'x' WHERE id = ?`, [idOf(low)]);
              await app.byHand(`UPDATE ${table} SET id = ? WHERE id = ?`, [idOf(low), idOf(high)]);
              await app.byHand(`UPDATE ${table} SET id = ? WHERE id = 'x'`, [idOf(high)]);
              expected = { kind: 'entry-edited', table, id: idOf(low) };
              break;
            case 'insert':
              await insertByHand(table, 'foreign', intact.at - hour);
              expected = { kind: 'entry-inserted', table, id: 'foreign' };
              break;
            case 'cut':
              await cutTail(one % 4);
              expected = { kind: 'tail-cut', sequence: (one % 4) + 1 };
              break;
            case 'unlink':
              await app.byHand('DELETE FROM seal WHERE sequence = ?', [(one % 3) + 1]);
              expected = { kind: 'link-missing', sequence: (one % 3) + 1 };
              break;
            case 'relink':
              await app.byHand('UPDATE seal SET hash = ? WHERE sequence = ?', ['forged', (one % 3) + 1]);
              expected = { kind: 'link-edited', sequence: (one % 3) + 1 };
              break;
            case 'swap-links':
              await app.byHand('UPDATE seal SET sequence = 99 WHERE sequence = 2');
              await app.byHand('UPDATE seal SET sequence = 2 WHERE sequence = 3');
              await app.byHand('UPDATE seal SET sequence = 3 WHERE sequence = 99');
              expected = { kind: 'link-edited', sequence: 2 };
          }
          const { findings, intact: isIntact } = await verifyChain(app.database, { head: intact });
          await restore(before);
          expect([isIntact, findings[0]]).toEqual([false, expect.objectContaining(expected!)]);
        },
      ),
      { numRuns: name === 'SQLite' ? 60 : 30 },
    );
    expect(await kinds(intact)).toEqual([]);
  });

  it('tells an entry that was put in by hand and then sealed by its date', async () => {
    await steps(0, 4);
    await insertByHand('journal', 'foreign', app.clock.now() - hour);
    await sealer.seal();
    expect((await verifyChain(app.database)).findings).toEqual([
      { kind: 'entry-inserted', sequence: 2, table: 'journal', id: 'foreign' },
    ]);
    expect((await verifyChain(app.database, { allowsPast: true })).intact).toBe(true);
  });

  const insertByHand = (table: 'journal' | 'audit_entry', id: string, at: number) =>
    table === 'journal'
      ? app.byHand(
          `INSERT INTO journal (id, institution, instance_id, sequence, command_id, actor, at, records) VALUES (?, 'riga', 'case-1', 77, 'c', 'anna', ?, '[]')`,
          [id, at],
        )
      : app.byHand(
          'INSERT INTO audit_entry (id, institution, at, account, act, object_type, object_id, `count`) VALUES (?, ?, ?, ?, ?, ?, ?, 1)',
          [id, 'riga', at, 'anna', 'case-opened', 'case', 'c1'],
        );

  const kept = [journalTable, auditEntryTable, sealTable, sealHeadTable];
  const contents = () => Promise.all(kept.map((table) => app.database.reader.find(table)));
  const restore = async (rows: Awaited<ReturnType<typeof contents>>) => {
    for (const { name: table } of kept) await app.byHand(`DELETE FROM ${table}`);
    await app.change((changes) =>
      kept.forEach((table, i) => rows[i]!.forEach((row) => changes.insert(table as never, row as never))),
    );
  };
});

const historyOf = (id: string, rootInstanceId: string) => ({
  ...{ id, institution: 'riga', unit: null, definitionId: 'd', processKey: 'declare', businessKey: id, startedBy: null },
  ...{ startedAt: 1, endedAt: 2, outcome: 'completed', endReason: null, startElementId: null, endElementId: null },
  ...{ parentInstanceId: null, rootInstanceId, search: id },
});
