import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { AccessLog } from './access-log.ts';
import { auditEntryTable } from './tables.ts';
import type { AuditApp } from './testing/audit-app.ts';
import { startAudit } from './testing/audit-app.ts';

const anna = { account: 'anna', institution: 'riga' };
const minutes = 60_000;

describe('The access log', () => {
  let system: DatabaseSystem;
  let app: AuditApp;
  let log: AccessLog;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
  });
  beforeEach(async () => {
    app = await startAudit(await system.newConfig(), [AccessLog]);
    log = app.get(AccessLog);
  });
  afterEach(() => app.close());
  afterAll(() => system.stop());

  const entries = async () =>
    (await app.database.reader.find(auditEntryTable, '', [], { orderBy: 'at, id' })).map(
      ({ account, act, objectId, count }) => `${account} ${act} ${objectId} ×${count}`,
    );

  it('writes what was seen within a second, without being waited for', async () => {
    log.saw(anna, { type: 'case', id: 'c1', instanceId: 'c1' });
    log.saw({ account: 'berta', institution: 'riga' }, { type: 'case', id: 'c1', instanceId: 'c1' });
    expect(await entries()).toEqual([]);
    app.clock.advance(1_000);
    await log.flush();
    expect(await entries()).toEqual(['anna case-opened c1 ×1', 'berta case-opened c1 ×1']);
  });

  it('counts further openings of the same thing by the same person within five minutes', async () => {
    log.saw(anna, { type: 'case', id: 'c1' });
    await log.flush();
    app.clock.advance(1 * minutes);
    log.saw(anna, { type: 'case', id: 'c1' });
    app.clock.advance(1 * minutes);
    log.saw(anna, { type: 'case', id: 'c1' });
    await log.flush();
    expect(await entries()).toEqual(['anna case-opened c1 ×1']);
    app.clock.advance(3 * minutes);
    await log.flush();
    expect(await entries()).toEqual(['anna case-opened c1 ×1', 'anna case-opened c1 ×2']);
    log.saw(anna, { type: 'case', id: 'c1' });
    await log.flush();
    expect(await entries()).toHaveLength(3);
  });

  it('counts what is read with a case as its opening, once', async () => {
    const part = { type: 'case', id: 'c1', isPart: true } as const;
    log.saw(anna, part);
    log.saw(anna, { type: 'case', id: 'c1' });
    log.saw(anna, part);
    log.saw(anna, { type: 'case', id: 'c2' });
    log.saw(anna, { ...part, id: 'c2' });
    log.saw(anna, { type: 'case', id: 'c2' });
    await log.flush(true);
    expect(await entries()).toEqual(['anna case-opened c1 ×1', 'anna case-opened c2 ×1', 'anna case-opened c2 ×1']);
  });

  it('counts a case as opened once however many parts of it were read before', async () => {
    const part = { type: 'case', id: 'c3', isPart: true } as const;
    for (const seen of [part, part, { type: 'case', id: 'c3' }]) log.saw(anna, seen);
    await log.flush(true);
    expect(await entries()).toEqual(['anna case-opened c3 ×1']);
    for (const seen of [part, { type: 'case', id: 'c3' }, { type: 'case', id: 'c3' }]) log.saw(anna, seen);
    await log.flush(true);
    expect(await entries()).toHaveLength(3);
  });

  it('tells things apart by what was done, what was asked for and whose they are', async () => {
    log.saw(anna, { type: 'list', id: 'tasks', asked: { unit: 'a' } });
    log.saw(anna, { type: 'list', id: 'tasks', asked: { unit: 'b' }, details: { rows: 2 } });
    log.saw(anna, { type: 'list', id: 'tasks', act: 'list-exported' });
    log.saw(anna, { type: 'list', id: 'tasks', institution: 'tartu', instanceId: 'c1' });
    await log.flush(true);
    const rows = await app.database.reader.find(auditEntryTable, '', [], { orderBy: 'id' });
    expect(rows.map(({ act, institution, instanceId, details }) => [act, institution, instanceId, details])).toEqual([
      ['list-opened', 'riga', null, { asked: { unit: 'a' } }],
      ['list-opened', 'riga', null, { asked: { unit: 'b' }, rows: 2 }],
      ['list-exported', 'riga', null, null],
      ['list-opened', 'tartu', 'c1', null],
    ]);
  });

  it('takes values of one case for that case, and of several for the list, once for each institution', async () => {
    const row = (instanceId: string, institution = 'riga') => ({ instanceId, institution });
    log.sawValues(anna, 'variables', { name: 'income' }, []);
    log.sawValues(anna, 'variables', { name: 'income' }, [row('c1', 'tartu'), row('c1', 'tartu')]);
    log.sawValues(anna, 'variables', { name: 'income' }, [row('c1'), row('c2', 'tartu'), row('c3')]);
    await log.flush();
    const rows = await app.database.reader.find(auditEntryTable, '', [], { orderBy: 'id' });
    expect(
      rows.map(({ act, objectType, objectId, institution, details }) => [act, objectType, objectId, institution, details]),
    ).toEqual([
      ['case-values-read', 'case', 'c1', 'tartu', null],
      ['values-listed', 'list', 'variables', 'riga', { asked: { name: 'income' }, rows: 2 }],
      ['values-listed', 'list', 'variables', 'tartu', { asked: { name: 'income' }, rows: 1 }],
    ]);
    expect(rows[0]!.instanceId).toBe('c1');
  });

  it('writes at stop what it still counts', async () => {
    log.saw(anna, { type: 'case', id: 'c1' });
    log.saw(anna, { type: 'case', id: 'c1' });
    await log.onApplicationShutdown();
    expect(await entries()).toEqual(['anna case-opened c1 ×1', 'anna case-opened c1 ×1']);
  });

  it('keeps in memory what the database would not take and writes it once', async () => {
    const commit = log['committer'].commit.bind(log['committer']);
    log['committer'].commit = () => Promise.reject(new Error('gone'));
    log.saw(anna, { type: 'case', id: 'c1' });
    await log.flush();
    log['committer'].commit = async (plan) => {
      await commit(plan);
      throw new Error('the connection was lost at the commit');
    };
    await log.flush();
    log['committer'].commit = commit;
    await log.flush();
    await log.flush();
    expect(await entries()).toEqual(['anna case-opened c1 ×1']);
  });
});
