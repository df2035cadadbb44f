import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { GroupRoles } from '../identity/index.ts';
import { dutyNoteTable } from './tables.ts';
import { DutyStage } from './testing/duty-stage.ts';

const institution = 'dzelmes-novads';
const officer = 'data-protection-officer';

/** Nobody is administrator and data protection officer, not even for the days of an absence. */
describe.each(databaseNames)('Roles that somebody has from others, on %s', (name) => {
  let system: DatabaseSystem;
  let stage: DutyStage;
  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await stage.giveRole('finance-1', 'administrator');
    await stage.giveRole('lawyer-1', officer);
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });

  /** Everybody is there again after each. */
  const whileAway = async (away: readonly (readonly [account: string, substitute: string])[], check: () => Promise<void>) => {
    for (const [account, substitute] of away) await stage.absent(account, substitute);
    await check();
    await stage.back();
  };
  const assign = (account: string, role: string) =>
    stage.check('admin', { kind: 'assign', account, given: { role, institution } });
  const standIn = (account: string, absent: string) => stage.check('admin', { kind: 'substitute', account, absent });

  it('count when a role is given to them', async () => {
    await whileAway([['finance-1', 'expert-1']], async () => {
      expect(await assign('expert-1', officer)).toMatchObject({
        code: 'role-conflict',
        details: { account: 'expert-1', conflict: { against: 'administrator', standsInFor: 'finance-1' } },
      });
    });
    expect(await assign('expert-1', officer)).toBeUndefined();
  });

  it('go on to whoever stands in for them in turn', async () => {
    await whileAway([['finance-1', 'expert-1']], async () => {
      expect(await standIn('lawyer-1', 'expert-1')).toMatchObject({ code: 'role-conflict', details: { account: 'lawyer-1' } });
      expect(await standIn('expert-2', 'expert-1')).toBeUndefined();
    });
    expect(await standIn('lawyer-1', 'expert-1')).toBeUndefined();
  });

  it('reach the one who stands in for them already', async () => {
    await whileAway([['expert-1', 'lawyer-1']], async () => {
      const refused = { code: 'role-conflict', details: { account: 'lawyer-1', conflict: { against: officer } } };
      expect(await standIn('expert-1', 'finance-1')).toMatchObject(refused);
      expect(await assign('expert-1', 'administrator')).toMatchObject(refused);
    });
    expect(await assign('expert-1', 'administrator')).toBeUndefined();
  });

  it('are given by groups one after the other, and not where they must not meet', async () => {
    const refused = (account: string, ...roles: string[]) =>
      stage.server.get(GroupRoles).refused(
        account,
        roles.map((role) => ({ role, institution })),
        new Set(),
      );
    expect(await refused('nobody-yet', 'expert', officer, 'administrator')).toMatchObject([{ role: 'administrator' }]);
    expect(await refused('lawyer-1', 'administrator', 'expert')).toMatchObject([{ role: 'administrator' }]);
    expect(await refused('expert-1', 'administrator')).toEqual([]);
    const notes = await stage.server.database.reader.find(dutyNoteTable, 'account = ?', ['nobody-yet']);
    expect(notes).toMatchObject([{ kind: 'blocked', act: 'assign' }]);
  });
});
