import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { PlayServer } from '../../../../test/support/play-server.ts';
import { externalTask, smallModel, userTask } from '../../../../test/support/small-model.ts';

const model = smallModel('apply', [
  [
    'receive',
    `<userTask id="receive" name="Receive" camunda:candidateGroups="front-desk" camunda:formKey="application" gaita:joint="case-handler">
       <extensionElements><gaita:texts><gaita:text lang="lv" name="Pieņemt"/></gaita:texts></extensionElements></userTask>`,
  ],
  userTask('decide', 'decision-maker'),
]);
const form = {
  components: [{ type: 'textfield', id: 'applicant', key: 'applicant', label: 'Applicant', validate: { required: true } }],
};
const texts = { lv: { 'applicant.label': 'Iesniedzējs' } };
const outside = smallModel('outside', [externalTask('work', '${missing}')]);

describe('Tasks by /api/v1', () => {
  let system: DatabaseSystem;
  let server: PlayServer;
  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy(model, { 'application.form': JSON.stringify(form), 'application.texts.json': JSON.stringify(texts) });
    await server.deploy(outside);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const http = () => request((server.app as NestExpressApplication).getHttpServer());
  const get = (account: string, path: string) => http().get(`/api/v1${path}`).auth(account, 'demo');
  const post = (account: string, path: string, body: object = {}) =>
    http().post(`/api/v1${path}`).auth(account, 'demo').send(body);

  it('go from the list over form and claim to the signature', async () => {
    const instanceId = await server.start('apply', { channel: 'counter' }, 'admin', 'case-7');
    const { body: offered } = await get('front-desk-1', `/tasks?view=group&instanceId=${instanceId}`).expect(200);
    expect(offered).toMatchObject({
      total: 1,
      items: [{ name: 'Pieņemt', businessKey: 'case-7', candidateGroups: ['front-desk'] }],
    });
    const { id } = offered.items[0];

    await post('front-desk-1', `/tasks/${id}/claim`).expect(200);
    const { body: detail } = await get('front-desk-1', `/tasks/${id}`).expect(200);
    expect(detail).toMatchObject({
      task: { assignee: 'front-desk-1', elementId: 'receive' },
      variables: { channel: 'counter' },
      form: { schema: form },
      texts,
      joint: ['case-handler'],
      may: { claim: false, unclaim: true, complete: true, assign: false },
    });
    const { body: seenByOther } = await get('front-desk-2', `/tasks/${id}`).expect(200);
    expect(seenByOther.may).toMatchObject({ claim: false, unclaim: false, complete: false, assign: false, askHandover: true });

    const { body: taken } = await post('front-desk-2', `/tasks/${id}/complete`, { variables: { applicant: 'Anna' } }).expect(409);
    expect(taken).toMatchObject({ code: 'task-claimed-by-other', details: { assignee: 'front-desk-1' } });
    const { body: wrong } = await post('front-desk-1', `/tasks/${id}/complete`, { variables: {} }).expect(422);
    expect(wrong).toMatchObject({ code: 'form-invalid', details: { faults: [{ field: 'applicant', rule: 'required' }] } });

    const completion = { variables: { applicant: 'Anna' } };
    const once = () => post('front-desk-1', `/tasks/${id}/complete`, completion).set('Idempotency-Key', 'receive-7');
    const { body: completed } = await once().expect(200);
    expect(completed).toMatchObject({ result: 'to-sign', nextRole: 'case-handler' });
    expect((await once().expect(200)).body).toEqual(completed);

    const { body: toSign } = await get('case-handler-1', `/tasks/${completed.nextTaskId}`).expect(200);
    expect(toSign).toMatchObject({
      task: { signature: { role: 'case-handler', by: 'front-desk-1' } },
      variables: { applicant: 'Anna' },
      signatures: [{ account: 'front-desk-1' }],
    });
    const { body: returned } = await post('case-handler-1', `/tasks/${completed.nextTaskId}/complete`, {
      returnReason: 'Add the address',
    }).expect(200);
    expect(returned).toMatchObject({ result: 'returned', nextTaskId: id });
    const { body: mine } = await get('front-desk-1', `/tasks?view=mine&instanceId=${instanceId}`).expect(200);
    expect(mine.total).toBe(1);
    expect((await get('front-desk-1', `/tasks/${id}`)).body.returned).toMatchObject({
      account: 'case-handler-1',
      reason: 'Add the address',
    });
    await post('front-desk-1', `/tasks/${id}/unclaim`).expect(200);
  });

  it('refuse what is not understood, not known or not signed in', async () => {
    await get('front-desk-1', '/tasks?view=everything').expect(400);
    await get('front-desk-1', '/tasks/no-such-task').expect(404);
    await post('front-desk-1', '/tasks/no-such-task/complete', { value: 1 }).expect(400);
    await http().get('/api/v1/tasks').expect(401);
  });

  it('show incidents to administrators, who let them be tried again', async () => {
    const instanceId = await server.start('outside');
    const { body: found } = await get('admin', `/incidents?instanceId=${instanceId}`).expect(200);
    expect(found).toMatchObject({ total: 1, items: [{ elementId: 'work', instanceId }] });
    await get('front-desk-1', '/incidents').expect(403);
    await post('front-desk-1', `/incidents/${found.items[0].id}/retry`).expect(403);
    await post('admin', `/incidents/${found.items[0].id}/retry`).expect(200);
    await post('admin', '/incidents/no-such-incident/retry').expect(409);
    await post('admin', '/jobs/no-such-job/retry', { retries: 2 }).expect(409);
  });
});
