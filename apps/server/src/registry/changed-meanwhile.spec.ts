import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { ManageAbsences } from './manage-absences.ts';
import { ManageCompetences } from './manage-competences.ts';
import { ManageUnits } from './manage-units.ts';
import { ShowAbsences } from './show-absences.ts';

describe('What somebody else changed since it was seen', () => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
  });
  afterAll(async () => {
    await server.stop();
    await system.stop();
  });

  const by = 'personnel-manager-1';
  const command = async () => [server.command(by), await server.as(by)] as const;
  const overtaken = { code: 'version-conflict', details: { by, at: expect.any(Number) } };

  it('stays, of a person and of a role; who and when is said', async () => {
    const competences = server.get(ManageCompetences);
    const ofPerson = async (now: string[], seen: string[]) =>
      competences.ofPerson(...(await command()), 'lawyer-1', { competences: now, seen });
    accepted(await ofPerson(['legal-drafting'], []));
    expect(refusal(await ofPerson(['plain-language'], []))).toMatchObject(overtaken);
    accepted(await ofPerson(['plain-language'], ['legal-drafting']));

    const ofRole = async (now: string[], seen: string[]) =>
      competences.ofRole(...(await command()), 'lawyer', { competences: now, seen });
    const shipped = ['administrative-procedure', 'legal-drafting'];
    accepted(await ofRole(['legal-drafting'], shipped));
    expect(refusal(await ofRole([], shipped))).toMatchObject(overtaken);

    const place = async (organisation: string, seen: { kind: 'staff' | 'partner'; organisation?: string }) =>
      competences.setKind(...(await command()), 'expert-2', { kind: 'partner', organisation, seen });
    accepted(await place('SIA Koks', { kind: 'staff' }));
    expect(refusal(await place('SIA Egle', { kind: 'staff' }))).toMatchObject(overtaken);
    accepted(await place('SIA Egle', { kind: 'partner', organisation: 'SIA Koks' }));
  });

  it('stays of a unit', async () => {
    const units = server.get(ManageUnits);
    const { id } = accepted(await units.add(...(await command()), { names: { en: 'Archive' }, parent: null }));
    const rename = async (en: string, revision: number) =>
      units.change(...(await command()), id, { names: { en }, parent: null, active: true, revision });
    accepted(await rename('Archives', 1));
    expect(refusal(await rename('Records', 1))).toMatchObject(overtaken);
    accepted(await rename('Records', 2));
  });

  it('is no second absence when the preview is of a change of the first', async () => {
    const [from, to] = ['2026-03-10', '2026-03-12'];
    const absent = async () => [server.command('lawyer-1'), await server.as('lawyer-1')] as const;
    const { id } = accepted(
      await server.get(ManageAbsences).announce(...(await absent()), { from, to, substitute: null, kind: 'leave' }),
    );
    const preview = async (changes?: string) =>
      server
        .get(ShowAbsences)
        .preview(await server.as('lawyer-1'), { from, to: '2026-03-13', substitute: 'lawyer-2', ...(changes && { changes }) });
    expect(refusal(await preview()).code).toBe('version-conflict');
    expect(accepted(await preview(id))).toMatchObject({ goOver: 0, cannot: [] });
  });
});
