import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { AccessLog, auditEntryTable, Sealer, verifyChain } from '../audit/index.ts';
import { personTable, roleAssignmentTable } from '../identity/index.ts';
import { historyActivityTable, historyVariableTable } from '../instances/index.ts';
import { Committer } from '../platform/committer.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { EraseCases } from './erase-cases.ts';
import { SweepRetention } from './index.ts';
import { KeptCases } from './kept-cases.ts';
import { erasureTable, privacyJobTable } from './tables.ts';

const [dpo, admin, auditor] = ['data-protection-officer-1', 'admin', 'internal-auditor-1'];

describe.each(databaseNames)('Personal data on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy(smallModel('declare', [userTask('register', 'front-desk')]));
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const http = () => request((server.app as NestExpressApplication).getHttpServer());
  const get = (account: string, path: string) => http().get(`/api/v1${path}`).auth(account, 'demo');
  const post = (account: string, path: string, body: object = {}) =>
    http().post(`/api/v1${path}`).auth(account, 'demo').send(body);
  const put = (account: string, path: string, body: object) => http().put(`/api/v1${path}`).auth(account, 'demo').send(body);
  const done = async (account: string, id: string) => {
    for (;;) {
      const { body } = await get(account, `/privacy/jobs/${id}`).expect(200);
      if (body.state !== 'running') return body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const ended = async (personalCode: string, key: string) => {
    const values = { personalCode, address: 'Brīvības iela 1 <b>', subject: 'Sūdzība par Jāni Bērziņu' };
    const id = await server.start('declare', values, 'front-desk-1', key);
    accepted(await server.complete((await server.task(id)).taskId, 'front-desk-1', { note: 'seen' }));
    return id;
  };
  const values = async (id: string) =>
    (await server.database.reader.find(historyVariableTable, 'instance_id = ?', [id])).map(({ value }) => value);
  const searched = async (words: string) =>
    (await get('case-handler-1', `/search?q=${encodeURIComponent(words)}`).expect(200)).body.cases.map(
      ({ businessKey }: { businessKey: string }) => businessKey,
    );
  const acts = async (): Promise<string[]> => {
    await server.get(AccessLog).flush();
    return (await server.database.reader.find(auditEntryTable)).map(({ act }) => act);
  };

  it('of an applicant are found, exported and, by two people, erased; figures and chain stay', async () => {
    const erased = await ended('010190-12345', 'R-1');
    const open = await server.start('declare', { personalCode: '010190-12345' }, 'front-desk-1', 'R-2');
    const others = await ended('020290-54321', 'R-3');
    const subject = { kind: 'applicant', identifier: '010190-12345' };

    await post('case-handler-1', '/privacy/find', subject).expect(403);
    await post('data-protection-officer-3', '/privacy/find', subject).expect(404);
    const { body: found } = await post(dpo, '/privacy/find', subject).expect(200);
    expect(found.cases.map(({ businessKey, kept }: { businessKey: string; kept?: string }) => [businessKey, kept])).toEqual([
      ['R-1', undefined],
      ['R-2', 'open'],
    ]);
    expect(found.places).toContainEqual(expect.objectContaining({ place: 'history_variable', goes: true }));

    const { body: job } = await post(dpo, '/privacy/exports', subject).expect(202);
    expect(await done(dpo, job.id)).toMatchObject({ state: 'done', files: ['json', 'html'] });
    const { body: exported } = await get(dpo, `/privacy/jobs/${job.id}/file?format=json`).expect(200);
    expect(JSON.stringify(exported.data.history_variable)).toContain('Brīvības iela 1');
    const html = await get(dpo, `/privacy/jobs/${job.id}/file?format=html`).expect(200);
    expect(html.text).toContain('Brīvības iela 1 &lt;b&gt;');
    await get(admin, `/privacy/jobs/${job.id}/file?format=json`).expect(404);
    // whoever only audits from now on does not fetch it any more
    const officer = (await server.database.reader.findOne(personTable, 'account = ?', [dpo]))!;
    const setRole = async (role: string, by: number) => {
      const changes = new RowChanges();
      const [held] = await server.database.reader.find(roleAssignmentTable, 'person_id = ?', [officer.id]);
      changes.update(roleAssignmentTable, held!.id, { role });
      changes.update(personTable, officer.id, { revision: officer.revision + by });
      await server.get(Committer).commit({ guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] });
    };
    await setRole('internal-auditor', 1);
    await get(dpo, `/privacy/jobs/${job.id}/file?format=json`).expect(404);
    await setRole('data-protection-officer', 2);

    await post(admin, '/privacy/erasures', { ...subject, reason: 'asked by letter' }).expect(403);
    const { body: erasure } = await post(dpo, '/privacy/erasures', { ...subject, reason: 'asked by letter' }).expect(201);
    await post(dpo, `/privacy/erasures/${erasure.id}/execute`).expect(403);
    expect(await values(erased)).toContain('010190-12345');
    const { body: running } = await post(admin, `/privacy/erasures/${erasure.id}/execute`).expect(202);
    expect(await done(admin, running.id)).toMatchObject({ state: 'done', erased: { cases: 1, kept: 1 } });
    await post(admin, `/privacy/erasures/${erasure.id}/execute`).expect(409);

    expect(new Set(await values(erased))).toEqual(new Set([null]));
    expect(await values(open)).toContain('010190-12345');
    expect(await values(others)).toContain('020290-54321');
    expect([await searched('R-1'), await searched('R-1 sūdzība'), await searched('R-3 sūdzība')]).toEqual([['R-1'], [], ['R-3']]);
    expect((await server.database.reader.find(historyActivityTable, 'instance_id = ?', [erased])).length).toBeGreaterThan(2);
    const { body: again } = await post(dpo, '/privacy/find', subject).expect(200);
    expect(again.cases.map(({ businessKey }: { businessKey: string }) => businessKey)).toEqual(['R-2']);
    expect(await acts()).toEqual(
      expect.arrayContaining(['person-searched', 'person-exported', 'erasure-decided', 'erasure-executed', 'case-erased']),
    );
    await server.get(Sealer).seal();
    expect(await verifyChain(server.database)).toMatchObject({ intact: true, waiting: 0 });
  });

  it('go when their period is over, but not under a legal hold', async () => {
    const [kept, goes] = [await ended('030390-11111', 'R-4'), await ended('040490-22222', 'R-5')];
    const { body: held } = await post(dpo, '/privacy/holds', { case: 'R-4', reason: 'a court asks' }).expect(201);
    await post(dpo, '/privacy/holds', { case: 'R-4', reason: 'again' }).expect(409);
    const { body: table } = await get(dpo, '/privacy/retention').expect(200);
    const row = table.items.find(({ processKey }: { processKey: string }) => processKey === 'declare');
    expect(row).toMatchObject({ source: 'none', revision: 0 });
    const rule = { institution: row.institution, period: 'P30D', ground: 'Archives act, 7', revision: 0 };
    await put(admin, '/privacy/retention/declare', rule).expect(403);
    await put(dpo, '/privacy/retention/declare', rule).expect(200);
    await put(dpo, '/privacy/retention/declare', rule).expect(409);
    const { body: preview } = await post(dpo, '/privacy/find', { kind: 'applicant', identifier: '040490-22222' });
    expect(preview.cases[0]).toMatchObject({ kept: 'retention', keptUntil: expect.any(Number) });

    await server.get(SweepRetention).sweep();
    expect(await values(goes)).toContain('040490-22222');
    server.clock.advance(31 * day);
    await server.get(SweepRetention).sweep();
    expect(new Set(await values(goes))).toEqual(new Set([null]));
    expect(await values(kept)).toContain('030390-11111');

    await post(dpo, `/privacy/holds/${held.id}/lift`, { reason: 'the court is done' }).expect(200);
    await server.get(SweepRetention).sweep();
    expect(new Set(await values(kept))).toEqual(new Set([null]));
  });

  it('are not erased from a case that is held while its erasure begins; nothing is added to one that was erased', async () => {
    const [held, erased] = [await ended('050590-33333', 'R-6'), await ended('060690-44444', 'R-7')];
    const [kept, erasing] = [server.get(KeptCases), server.get(EraseCases)];
    const why = kept.why.bind(kept);
    kept.why = async (root) => {
      kept.why = why;
      const answer = await why(root);
      await post(dpo, '/privacy/holds', { case: 'R-6', reason: 'a court asks' }).expect(201);
      return answer;
    };
    server.clock.advance(31 * day);
    const erase = (id: string) => erasing.run(id, { why: 'retention', account: 'system' }, server.clock);
    expect([await erase(held), await erase(erased)]).toEqual([false, true]);
    expect(await values(held)).toContain('050590-33333');
    expect(new Set(await values(erased))).toEqual(new Set([null]));

    const refused = [
      await post(dpo, '/privacy/holds', { case: 'R-7', reason: 'too late' }),
      await post('case-handler-1', `/cases/${erased}/notes`, { text: 'J. Bērziņš rang again' }),
      await post('case-handler-1', `/cases/${erased}/uploads`, { name: 'letter.pdf', size: 10 }),
    ];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(refused.map(() => [409, 'case-erased']));
    await post('case-handler-1', `/cases/${held}/notes`, { text: 'The court was answered.' }).expect(200);
  });

  it('are erased at another try when the first fails', async () => {
    const erased = await ended('080890-66666', 'R-10');
    server.clock.advance(31 * day);
    const subject = { kind: 'applicant', identifier: '080890-66666' };
    const { body: erasure } = await post(dpo, '/privacy/erasures', { ...subject, reason: 'asked by letter' }).expect(201);
    const cases = server.get(EraseCases);
    const run = cases.run.bind(cases);
    cases.run = () => Promise.reject(new Error('the database is away'));
    const { body: failing } = await post(admin, `/privacy/erasures/${erasure.id}/execute`).expect(202);
    expect(await done(admin, failing.id)).toMatchObject({ state: 'failed' });
    cases.run = run;
    const { body: again } = await post(admin, `/privacy/erasures/${erasure.id}/execute`).expect(202);
    expect(await done(admin, again.id)).toMatchObject({ state: 'done', erased: { cases: 1, kept: 0 } });
    expect(new Set(await values(erased))).toEqual(new Set([null]));
  });

  it('of a member of staff go, while what they did stays under their account', async () => {
    const staff = { kind: 'staff', identifier: 'survey-analyst-1' };
    const now = server.clock.now();
    const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
    const away = { from: dayOf(now), to: dayOf(now + 20 * day), substitute: 'survey-analyst-2' };
    await post('survey-analyst-1', '/registry/absences', away).expect(201);
    const standingIn = async () => (await server.as('survey-analyst-2')).standsInFor.map(({ account }) => account);
    expect(await standingIn()).toEqual(['survey-analyst-1']);
    const { body: found } = await post(dpo, '/privacy/find', staff).expect(200);
    expect(found.places).toContainEqual(expect.objectContaining({ place: 'role_assignment', goes: false }));
    const { body: job } = await post(dpo, '/privacy/exports', staff).expect(202);
    await done(dpo, job.id);
    const { body: exported } = await get(dpo, `/privacy/jobs/${job.id}/file?format=json`).expect(200);
    expect(JSON.stringify(exported)).not.toContain('$argon2id');
    const { body: erasure } = await post(dpo, '/privacy/erasures', { ...staff, reason: 'left the office' }).expect(201);
    const { body: running } = await post(admin, `/privacy/erasures/${erasure.id}/execute`).expect(202);
    await done(admin, running.id);
    const person = await server.database.reader.findOne(personTable, 'account = ?', ['survey-analyst-1']);
    expect(person).toMatchObject({ name: '–', email: '', active: false });
    await get('survey-analyst-1', '/session').expect(401);
    expect(await standingIn()).toEqual([]);
  });

  it('have an audit that auditors read, filter, export and verify', async () => {
    await get('survey-analyst-2', '/audit/entries').expect(403);
    const { body } = await get(auditor, '/audit/entries?act=case-started&limit=2').expect(200);
    expect(body.total).toBeGreaterThan(3);
    expect(body.items[0]).toMatchObject({ account: 'front-desk-1', act: 'case-started', caseKey: expect.any(String) });
    const { body: tasks } = await get(auditor, '/audit/entries?act=task-completed&limit=1').expect(200);
    expect(tasks.items[0]).toMatchObject({ objectType: 'task', objectName: 'register' });
    const { body: elsewhere } = await get('internal-auditor-3', '/audit/entries?act=case-started').expect(200);
    expect(elsewhere.total).toBe(0);
    const { body: head } = await get(auditor, '/audit/head').expect(200);
    const { body: verify } = await post(auditor, '/audit/verify', { head }).expect(202);
    expect((await done(auditor, verify.id)).verification).toMatchObject({ intact: true, compared: true });
    const { body: job } = await post(auditor, '/audit/export', { act: 'case-started' }).expect(202);
    await done(auditor, job.id);
    const csv = await get(auditor, `/privacy/jobs/${job.id}/file?format=csv`).expect(200);
    expect(csv.text.trim().split('\r\n')).toHaveLength(body.total + 1);
    // a database takes no row of any size
    const { result } = (await server.database.reader.byId(privacyJobTable, job.id))!;
    expect(JSON.stringify(result).length).toBeLessThan(200);
  });

  it('of several institutions are decided on for each, since each has its own administrators', async () => {
    const subject = { kind: 'applicant', identifier: '070790-55555' };
    await ended(subject.identifier, 'R-8');
    await server.start('declare', { personalCode: subject.identifier }, 'front-desk-3', 'R-9');
    const person = await server.database.reader.findOne(personTable, 'account = ?', [dpo]);
    const [theirs] = await server.database.reader.find(roleAssignmentTable, 'person_id = ?', [person!.id]);
    const { institution } = await server.as('front-desk-3');
    await server.get(Committer).commit({
      ...{ guards: [], commands: [], answer: null, afterCommit: [] },
      changes: [
        { op: 'insert', table: roleAssignmentTable, row: { ...theirs!, id: 'of-both', institution } },
        { op: 'update', table: personTable, id: person!.id, set: { revision: person!.revision + 1 } },
      ],
    });
    await post(dpo, '/privacy/erasures', { ...subject, reason: 'asked by letter' }).expect(201);
    const decided = await server.database.reader.find(erasureTable, 'state = ?', ['decided'], { orderBy: 'institution' });
    expect(decided.map((row) => [row.institution, row.instanceIds.length])).toEqual(
      [theirs!.institution, institution].sort().map((each) => [each, 1]),
    );
  });
});
