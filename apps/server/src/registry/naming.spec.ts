import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { DemoRegistry } from './demo/seed-demo-registry.ts';
import { ManageAbsences } from './manage-absences.ts';
import { ShowAbsences } from './show-absences.ts';

describe.each(databaseNames)('Naming who stands in on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
  });
  afterEach(() => server.stop());

  const personnel = 'personnel-manager-1';
  const away = async (account: string, substitute: string | null, from: string, to: string, by = account) =>
    server
      .get(ManageAbsences)
      .announce(server.command(by), await server.as(by), { account, substitute, from, to, kind: 'leave' });

  it('lets nobody give themselves, or others, roles by naming a substitute for somebody else', async () => {
    const may = async (account: string) => (await server.as(account)).isAdministrator;
    const days = ['2026-03-02', '2026-03-06'] as const;
    expect(refusal(await away('admin', personnel, ...days, personnel)).code).toBe('not-allowed');
    expect(refusal(await away('case-handler-1', personnel, ...days, personnel)).code).toBe('not-allowed');
    expect(refusal(await away('administrator-1', 'lawyer-1', ...days, personnel)).code).toBe('not-allowed');
    const preview = await server
      .get(ShowAbsences)
      .preview(await server.as(personnel), { account: 'administrator-1', from: days[0], to: days[1], substitute: 'lawyer-1' });
    expect(refusal(preview).code).toBe('not-allowed');
    // nor through somebody who is away themselves and whose substitute they are
    accepted(await away('lawyer-1', personnel, ...days));
    expect(refusal(await away('case-handler-2', 'lawyer-1', ...days, personnel)).code).toBe('not-allowed');
    expect([await may(personnel), await may('lawyer-1')]).toEqual([false, false]);
    // they give what they may give, administrators name administrators, everybody names their own substitute
    accepted(await away('case-handler-1', 'case-handler-2', ...days, personnel));
    const { id } = accepted(await away('administrator-1', null, ...days, personnel));
    const change = async (substitute: string, by: string, revision: number) =>
      server
        .get(ManageAbsences)
        .change(server.command(by), await server.as(by), id, { from: days[0], to: days[1], kind: 'leave', substitute, revision });
    expect(refusal(await change('finance-1', personnel, 1)).code).toBe('not-allowed');
    accepted(await change('admin', personnel, 1));
    accepted(await change('finance-1', 'admin', 2));
    expect(await may('finance-1')).toBe(true);
  });

  it('lets a head name whoever holds the same roles, and nobody who would get one', async () => {
    await server.get(DemoRegistry).seed();
    const days = ['2026-04-06', '2026-04-08'] as const;
    expect(refusal(await away('case-handler-1', 'lawyer-1', ...days, 'department-head-1')).code).toBe('not-allowed');
    expect(refusal(await away('case-handler-1', 'department-head-1', ...days, 'department-head-1')).code).toBe('not-allowed');
    accepted(await away('case-handler-2', 'case-handler-1', ...days, 'department-head-1'));
  });
});
