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
