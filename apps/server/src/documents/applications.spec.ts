import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { day, PlayServer } from '../../../../test/support/play-server.ts';
import { temporaryFolder } from '../../../../test/support/throw-away.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { auditEntryTable } from '../audit/index.ts';
import { dutyActTable } from '../duties/index.ts';
import { historyInstanceTable, journalTable } from '../instances/index.ts';
import { SweepDocuments } from './sweep-documents.ts';
import { attachmentTable } from './tables.ts';

const form = JSON.stringify({
  components: [{ type: 'textfield', id: 'applicant', key: 'applicant', label: 'Applicant', validate: { required: true } }],
});
const apply = smallModel('apply', [
  userTask('receive', 'case-handler', 'camunda:formKey="receive" gaita:due="5 working days"'),
  userTask('decide', 'decision-maker'),
]);
const agreed = smallModel('agreed', [userTask('plan', 'case-handler', 'camunda:formKey="receive" gaita:consulted="finance!"')]);

describe.each(databaseNames)('An application on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    const folder = temporaryFolder('files');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo', GAITA_FILES: folder.path }));
    await server.deploy(apply, { 'receive.form': form });
    await server.deploy(agreed, { 'receive.form': form });
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const http = () => request((server.app as NestExpressApplication).getHttpServer());
  const get = (account: string, path: string) => http().get(`/api/v1${path}`).auth(account, 'demo');
  const post = (account: string, path: string, body: object = {}) =>
    http().post(`/api/v1${path}`).auth(account, 'demo').send(body);
  const start = (account: string, body: object) => post(account, '/processes/apply/start', { receipt: true, ...body });
  const begin = async (account: string, fileName: string, size: number) =>
    (await post(account, '/processes/apply/uploads', { name: fileName, size }).expect(200)).body.id as string;
  const send = (account: string, id: string, content: string, offset = 0) =>
    http()
      .put(`/api/v1/uploads/${id}?offset=${offset}`)
      .auth(account, 'demo')
      .type('application/octet-stream')
      .send(Buffer.from(content))
      .expect(200);
  const attach = async (account: string, fileName: string, content: string) => {
    const id = await begin(account, fileName, content.length);
    await send(account, id, content);
    return post(account, `/uploads/${id}/finish`);
  };
  const documentsOf = async (account: string, path: string): Promise<string[]> =>
    (await get(account, `${path}/attachments`).expect(200)).body.items.map((each: { name: string }) => each.name).sort();
  const cases = async () =>
    (await server.database.reader.find(historyInstanceTable, 'process_key = ?', ['apply'])).map(({ id }) => id).sort();

  it('starts the case and completes its first task in one commit', async () => {
    const { body } = await start('case-handler-1', { completeFirst: true, variables: { applicant: 'Anna' } }).expect(201);
    expect(body).toMatchObject({ ended: false, businessKey: expect.stringMatching(/^DN-2026-\d{5}$/) });
    const { instanceId } = body as { instanceId: string };
    expect(await server.task(instanceId)).toMatchObject({ elementId: 'decide' });
    expect(await server.variable(instanceId, 'applicant')).toBe('Anna');
    const { reader } = server.database;
    const commands = (await reader.find(journalTable, 'instance_id = ?', [instanceId], { orderBy: 'sequence' })).map(
      ({ commandId }) => commandId,
    );
    expect(commands).toEqual([commands[0], commands[0]]);
    const acts = await reader.find(auditEntryTable, 'instance_id = ?', [instanceId]);
    expect(acts.map(({ act }) => act).sort()).toEqual(['case-started', 'task-completed']);
    const [activity] = (await server.activities(instanceId)).filter(({ elementId }) => elementId === 'receive');
    expect(activity).toMatchObject({ outcome: 'completed', assignee: 'case-handler-1' });
    expect(await reader.find(dutyActTable, 'root_instance_id = ?', [instanceId])).toMatchObject([
      { account: 'case-handler-1', role: 'case-handler' },
    ]);
  });

  it('goes on like any other case', async () => {
    const { body } = await start('case-handler-1', { completeFirst: true, variables: { applicant: 'Anna' } });
    const { taskId } = await server.task(body.instanceId);
    await post('decision-maker-1', `/tasks/${taskId}/complete`, { variables: {} }).expect(200);
    expect(await server.history(body.instanceId)).toMatchObject({ outcome: 'completed' });
  });

  it('is nothing at all when the form is not filled in', async () => {
    const before = await cases();
    const { body } = await start('case-handler-1', { completeFirst: true, variables: {} }).expect(422);
    expect(body).toMatchObject({ code: 'form-invalid' });
    expect(await cases()).toEqual(before);
  });

  it('is not completed alone where others have to agree', async () => {
    const asked = { completeFirst: true, variables: { applicant: 'Anna' } };
    const { body } = await post('case-handler-1', '/processes/agreed/start', asked).expect(409);
    expect(body).toMatchObject({ code: 'agreement-missing' });
    expect((await get('case-handler-1', '/processes/agreed/intake')).body.form).toBeUndefined();
  });

  it('may be made by those who are shown the process in their list, and by nobody else', async () => {
    for (const account of ['case-handler-1', 'front-desk-1', 'decision-maker-1', 'admin', 'case-handler-3']) {
      const { body: list } = await get(account, '/processes').expect(200);
      const shown = (list as { key: string; mayStart: boolean }[]).find(({ key }) => key === 'apply')?.mayStart;
      const { body: intake } = await get(account, '/processes/apply/intake').expect(200);
      expect([account, intake.mayStart]).toEqual([account, shown]);
      const { status } = await start(account, {});
      expect([account, status]).toEqual([account, shown ? 201 : 403]);
    }
  });

  it('keeps its documents in the draft, of which nobody else knows, and takes them over when it is handed in', async () => {
    await attach('case-handler-1', 'plan.txt', 'Oak');
    await attach('case-handler-1', 'wrong.txt', 'Elm');
    expect((await attach('case-handler-1', 'virus.exe', 'MZ')).body).toMatchObject({ code: 'file-refused' });
    expect(await documentsOf('case-handler-1', '/processes/apply')).toEqual(['plan.txt', 'wrong.txt']);
    expect(await documentsOf('case-handler-2', '/processes/apply')).toEqual([]);
    const { items } = (await get('case-handler-1', '/processes/apply/attachments')).body as {
      items: { id: string; name: string }[];
    };
    const idOf = (fileName: string) => items.find((each) => each.name === fileName)!.id;
    await get('case-handler-2', `/attachments/${idOf('plan.txt')}/content`).expect(404);
    await get('admin', `/attachments/${idOf('plan.txt')}/content`).expect(404);
    server.clock.advance(day);
    await http()
      .delete(`/api/v1/attachments/${idOf('wrong.txt')}`)
      .auth('case-handler-1', 'demo')
      .expect(200);
    const late = await begin('case-handler-1', 'late.txt', 6);
    await send('case-handler-1', late, 'Map');

    await http()
      .put('/api/v1/processes/apply/draft')
      .auth('case-handler-1', 'demo')
      .send({ seen: 0, values: { applicant: 'Anna' } })
      .expect(200);
    const { body } = await start('case-handler-1', {
      completeFirst: true,
      fromDraft: true,
      variables: { applicant: 'Anna' },
    }).expect(201);
    expect(await documentsOf('case-handler-2', `/cases/${body.instanceId}`)).toEqual(['plan.txt']);
    expect(await documentsOf('case-handler-1', '/processes/apply')).toEqual([]);
    expect((await get('case-handler-1', '/processes/apply/draft')).body).toEqual({});
    await get('case-handler-2', `/attachments/${idOf('plan.txt')}/content`).expect(200);

    // what was still on its way goes on and arrives in the case
    expect((await get('case-handler-1', `/uploads/${late}`)).body).toMatchObject({ received: 3 });
    await send('case-handler-1', late, 'Map', 3);
    await post('case-handler-1', `/uploads/${late}/finish`).expect(200);
    expect(await documentsOf('case-handler-1', `/cases/${body.instanceId}`)).toEqual(['late.txt', 'plan.txt']);
    const acts = await server.database.reader.find(auditEntryTable, 'instance_id = ? AND act = ?', [
      body.instanceId,
      'document-added',
    ]);
    expect(acts).toHaveLength(2);
  });

  it('leaves nothing of its documents when the draft is thrown away, or forgotten for 30 days', async () => {
    await attach('case-handler-2', 'plan.txt', 'Oak');
    await http().delete('/api/v1/processes/apply/draft').auth('case-handler-2', 'demo').expect(204);
    expect(await documentsOf('case-handler-2', '/processes/apply')).toEqual([]);
    await attach('case-handler-2', 'plan.txt', 'Oak');
    server.clock.advance(29 * day);
    await server.get(SweepDocuments).run();
    expect(await documentsOf('case-handler-2', '/processes/apply')).toEqual(['plan.txt']);
    server.clock.advance(2 * day);
    await server.get(SweepDocuments).run();
    expect(await server.database.reader.find(attachmentTable, "instance_id LIKE 'start-%'")).toEqual([]);
  });
});
