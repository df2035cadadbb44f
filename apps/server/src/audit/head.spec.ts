import { createHash, verify } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { Committer } from '../platform/committer.ts';
import { DuplicateRow } from '../platform/errors.ts';
import { Head, isSignedHead, knownKey } from './head.ts';
import { auditKeyTable, sealHeadTable } from './tables.ts';
import type { AuditApp } from './testing/audit-app.ts';
import { startAudit, startOfScenario } from './testing/audit-app.ts';

const base64url = (text: string) => Buffer.from(text, 'base64url');

describe('The end of the chain to take away', () => {
  let system: DatabaseSystem;
  let app: AuditApp;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
  });
  const start = async (variables?: Record<string, string>) => startAudit(await system.newConfig(variables), [Head]);
  beforeEach(async () => {
    app = await start();
  });
  afterEach(() => app.close());
  afterAll(() => system.stop());

  const reached = { j: { position: 0, id: '', gaps: [] }, a: { position: 0, id: '', gaps: [] } };
  const sealTo = (sequence: number, hash: string, at: number) =>
    app.change((changes) =>
      changes.insert(sealHeadTable, { id: 'head', sequence, hash, at, reached, holder: null, leaseUntil: 0, revision: 1 }),
    );

  it('is that before the first link where nothing is sealed, and of now', async () => {
    const end = { sequence: 0, hash: 'gaita', at: startOfScenario, exportedAt: startOfScenario };
    expect(await app.get(Head).signed()).toMatchObject(end);
  });

  it('says which link is the last and when it was made, and when it was exported', async () => {
    await sealTo(7, 'h7', startOfScenario - 5);
    app.clock.advance(1_000);
    const head = await app.get(Head).signed();
    expect(head).toEqual({
      ...{ sequence: 7, hash: 'h7', at: startOfScenario - 5, exportedAt: startOfScenario + 1_000 },
      publicKey: expect.stringMatching(/^[\w-]{43}$/),
      signature: expect.stringMatching(/^[\w-]{86}$/),
    });
    // as anybody verifies it with the tools of their own
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), base64url(head.publicKey)]);
    const text = ['gaita audit head', 7, 'h7', startOfScenario - 5, startOfScenario + 1_000].join('\n');
    const key = { key: der, format: 'der', type: 'spki' } as const;
    expect(verify(null, Buffer.from(text), key, base64url(head.signature))).toBe(true);
  });

  it('is signed as a whole: no part of it may differ, and what is no key or signature is none', async () => {
    await sealTo(7, 'h7', startOfScenario);
    const head = await app.get(Head).signed();
    expect(isSignedHead(head)).toBe(true);
    const other = await start();
    const { publicKey } = await other.get(Head).signed();
    await other.close();
    for (const change of [
      ...[{ sequence: 8 }, { hash: 'h8' }, { at: 1 }, { exportedAt: 1 }, { publicKey }],
      ...[{ publicKey: 'AAAA' }, { publicKey: '' }, { signature: '' }, { signature: 'AAAA' }, { signature: undefined as never }],
    ])
      expect([change, isSignedHead({ ...head, ...change })]).toEqual([change, false]);
  });

  it('is signed by one key for good, made when it is first needed', async () => {
    const { reader } = app.database;
    expect(await knownKey({ auditKey: undefined }, app.database)).toBeUndefined();
    const key = await app.get(Head).publicKey();
    const [row, ...more] = await reader.find(auditKeyTable);
    expect([row!.id, base64url(row!.seed).length, more]).toEqual(['head', 32, []]);
    expect(await app.get(Head).publicKey()).toBe(key);
    expect((await app.get(Head).signed()).publicKey).toBe(key);
    expect(await knownKey({ auditKey: undefined }, app.database)).toBe(key);
    const other = await start();
    expect(await other.get(Head).publicKey()).not.toBe(key);
    await other.close();
  });

  it('is signed by the key of the configuration where there is one, of which the database learns nothing', async () => {
    const secret = 'a secret of the operator, long enough';
    const configured = await start({ GAITA_AUDIT_KEY: secret });
    const { publicKey } = await configured.get(Head).signed();
    expect(await knownKey({ auditKey: secret }, app.database)).toBe(publicKey);
    expect(await knownKey({ auditKey: 'another' }, app.database)).not.toBe(publicKey);
    expect(await configured.database.reader.find(auditKeyTable)).toEqual([]);
    await configured.close();
  });

  it('is signed by the key of another replica that made one first, and by none when the database fails', async () => {
    const committer = app.get(Committer);
    const commit = committer.commit.bind(committer);
    const seed = createHash('sha256').update('quicker').digest('base64url');
    committer.commit = async () => {
      await app.byHand('INSERT INTO audit_key (id, seed) VALUES (?, ?)', ['head', seed]);
      throw new DuplicateRow('audit_key');
    };
    const publicKey = await app.get(Head).publicKey();
    committer.commit = commit;
    expect(await knownKey({ auditKey: 'quicker' }, app.database)).toBe(publicKey);
    const failing = await start();
    failing.get(Committer).commit = () => Promise.reject(new Error('gone'));
    await expect(failing.get(Head).signed()).rejects.toThrow('gone');
    await failing.close();
  });
});
