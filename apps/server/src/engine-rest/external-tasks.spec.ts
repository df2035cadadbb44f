import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BasicAuthInterceptor, Client, Variables } from 'camunda-external-task-client-js';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { externalTask, modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { AccessLog, auditEntryTable } from '../audit/index.ts';
import { Database } from '../platform/database/database.ts';
import { RestServer } from './testing/rest-server.ts';

const invoice = smallModel('invoice', [externalTask('charge', 'charge'), userTask('check', 'case-handler')]);
const slow = smallModel('slow', [externalTask('work', 'slow-work')]);
const labelled = smallModel('labelled', [
  externalTask(
    'work',
    'labelled-work',
    '<extensionElements><camunda:properties><camunda:property name="queue" value="night"/></camunda:properties></extensionElements>',
  ),
]);
const guarded = modelFile(
  'guarded',
  `<startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="pay"/>
   <serviceTask id="pay" camunda:type="external" camunda:topic="pay"/>
   <boundaryEvent id="refused" attachedToRef="pay"><errorEventDefinition errorRef="broke"/></boundaryEvent>
   <sequenceFlow id="b" sourceRef="pay" targetRef="paid"/><sequenceFlow id="c" sourceRef="refused" targetRef="unpaid"/>
   <endEvent id="paid"/><endEvent id="unpaid"/>`,
  '<error id="broke" errorCode="BROKE"/>',
);

const calling = smallModel('calling', [
  ['tell', '<serviceTask id="tell" camunda:expression="${mailer.send(person, 2 + 1)}" camunda:resultVariable="sent"/>'],
  userTask('check', 'case-handler'),
]);

interface Locked {
  readonly id: string;
  readonly processInstanceId: string;
  readonly [name: string]: unknown;
}

describe.each(databaseNames)('External tasks on %s', (name) => {
  let system: DatabaseSystem;
  let server: RestServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await RestServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    const models = {
      'invoice.bpmn': invoice,
      'slow.bpmn': slow,
      'labelled.bpmn': labelled,
      'guarded.bpmn': guarded,
      'calling.bpmn': calling,
    };
    const { status, text } = await server.deploy(models);
    if (status !== 200) throw new Error(text);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  async function fetch(topicName: string, more: object = {}, workerId = 'worker'): Promise<Locked[]> {
    const topics = [{ topicName, lockDuration: 60_000, ...more }];
    return (await server.post('/external-task/fetchAndLock', { workerId, maxTasks: 5, topics }).expect(200)).body as Locked[];
  }
  const say = (id: string, what: string, body: object = {}) =>
    server.post(`/external-task/${id}/${what}`, { workerId: 'worker', ...body });
  const stateOf = async (id: string) => (await server.get<{ state: string }>(`/history/process-instance/${id}`)).state;

  it('leave in the audit who got the values of a case and who completed its work', async () => {
    const id = await server.start('slow', { businessKey: 'audited' });
    const [locked] = await fetch('slow-work', { businessKey: 'audited' });
    await say(locked!.id, 'complete').expect(204);
    await server.app.get(AccessLog).flush();
    const entries = await server.app.get(Database).reader.find(auditEntryTable, 'instance_id = ?', [id], { orderBy: 'at, id' });
    expect(entries.map(({ account, act }) => `${account} ${act}`).sort()).toEqual([
      'admin case-started',
      'admin case-values-read',
      'admin job-completed',
    ]);
  });

  it('are done by a worker that uses the JavaScript client', async () => {
    const client = new Client({
      baseUrl: server.address,
      interceptors: [new BasicAuthInterceptor({ username: 'admin', password: 'demo' })],
      workerId: 'node-worker',
      maxTasks: 1,
      asyncResponseTimeout: 5_000,
      autoPoll: false,
    });
    const seen: unknown[] = [];
    const subscription = client.subscribe('charge', { lockDuration: 20_000 }, async ({ task, taskService }) => {
      const { amount, order } = task.variables.getAll() as { amount: number; order: { items: number[] } };
      seen.push(amount, order, task.businessKey);
      const results = new Variables();
      results.setAll({ total: amount * order.items.length, note: 'charged' });
      results.setTyped('details', { type: 'json', value: { ok: true }, valueInfo: {} });
      await taskService.complete(task, results);
    });
    try {
      client.start();
      // the worker waits before there is anything to do, and is woken
      await pause(200);
      const instance = await server.start('invoice', {
        businessKey: 'E-1',
        variables: { amount: { value: 12, type: 'Integer' }, order: { value: '{"items":[1,2]}', type: 'Json' } },
      });
      await until(async () => (await server.tasks(instance)).length === 1);
      expect(seen).toEqual([12, { items: [1, 2] }, 'E-1']);
      expect(await server.get(`/process-instance/${instance}/variables`)).toMatchObject({
        total: { type: 'Integer', value: 24 },
        note: { type: 'String', value: 'charged' },
        details: { type: 'Json', value: '{"ok":true}' },
      });
    } finally {
      subscription.unsubscribe();
      client.stop();
    }
  });

  it('are locked for one worker and shown as Camunda shows them', async () => {
    const instance = await server.start('labelled', { variables: { a: { value: 1 }, b: { value: 2 } } });
    const [task, ...more] = await fetch('labelled-work', { variables: ['a'], includeExtensionProperties: true });
    expect(more).toEqual([]);
    const date: unknown = expect.stringMatching(/\.\d{3}\+0000$/);
    expect(task).toEqual({
      activityId: 'work',
      activityInstanceId: expect.any(String),
      errorMessage: null,
      errorDetails: null,
      executionId: expect.any(String),
      id: expect.any(String),
      lockExpirationTime: date,
      processDefinitionId: expect.any(String),
      processDefinitionKey: 'labelled',
      processDefinitionVersionTag: null,
      processInstanceId: instance,
      retries: null,
      suspended: false,
      workerId: 'worker',
      topicName: 'labelled-work',
      tenantId: null,
      priority: 0,
      businessKey: null,
      createTime: date,
      variables: { a: { type: 'Integer', value: 1, valueInfo: {} } },
      extensionProperties: { queue: 'night' },
    });
    expect(await fetch('labelled-work', {}, 'other')).toEqual([]);
    const count = (filter: string) => server.get(`/external-task/count?processInstanceId=${instance}&${filter}`);
    expect(await count('locked=true&workerId=worker')).toEqual({ count: 1 });
    expect(await count('notLocked=true')).toEqual({ count: 0 });
    const foreign = await say(task!.id, 'complete', { workerId: 'other' }).expect(400);
    expect(foreign.body).toMatchObject({ type: 'RestException', message: expect.stringContaining("by worker 'other'") });
    await say(task!.id, 'extendLock', { newDuration: 90_000 }).expect(204);
    await say(task!.id, 'unlock').expect(204);
    expect(await count('notLocked=true')).toEqual({ count: 1 });
    expect(await fetch('labelled-work', {}, 'other')).toHaveLength(1);
    await say(task!.id, 'complete', { workerId: 'other' }).expect(204);
    expect(await stateOf(instance)).toBe('COMPLETED');
    const gone = await say(task!.id, 'complete', { workerId: 'other' }).expect(404);
    expect(gone.body).toEqual({ type: 'RestException', message: `External task with id ${task!.id} does not exist`, code: null });
  });

  it('stand for calls of objects outside, with their arguments, and take the answer', async () => {
    const instance = await server.start('calling', { variables: { person: { value: 'Anna' } } });
    const [task] = await fetch('mailer.send');
    expect(task?.variables).toMatchObject({
      arguments: { type: 'Json', value: '["Anna",3]' },
      person: { type: 'String', value: 'Anna' },
    });
    await say(task!.id, 'complete', { variables: { result: { value: 'at ten' } } }).expect(204);
    expect(await server.get(`/process-instance/${instance}/variables`)).toEqual({
      person: { type: 'String', value: 'Anna', valueInfo: {} },
      sent: { type: 'String', value: 'at ten', valueInfo: {} },
    });
  });

  it('raise an incident when the worker has no tries left', async () => {
    const instance = await server.start('slow');
    const [task] = await fetch('slow-work');
    await say(task!.id, 'failure', { errorMessage: 'no paper', errorDetails: 'tray 2', retries: 1, retryTimeout: 0 }).expect(204);
    expect(await server.get(`/external-task/${task!.id}`)).toMatchObject({
      retries: 1,
      errorMessage: 'no paper',
      workerId: null,
    });
    await fetch('slow-work');
    await say(task!.id, 'failure', { errorMessage: 'still no paper', retries: 0 }).expect(204);
    expect(await server.get(`/incident?processInstanceId=${instance}`)).toEqual([
      {
        id: expect.any(String),
        processDefinitionId: expect.any(String),
        processInstanceId: instance,
        executionId: expect.any(String),
        incidentTimestamp: expect.any(String),
        incidentType: 'failedExternalTask',
        activityId: 'work',
        failedActivityId: 'work',
        causeIncidentId: expect.any(String),
        rootCauseIncidentId: expect.any(String),
        configuration: task!.id,
        incidentMessage: 'still no paper',
        tenantId: null,
        jobDefinitionId: null,
        annotation: null,
      },
    ]);
    expect(await server.get('/incident/count?incidentType=failedExternalTask')).toEqual({ count: 1 });
    expect(await server.get('/incident/count?incidentType=failedJob')).toEqual({ count: 0 });
    expect(await fetch('slow-work')).toEqual([]);
  });

  it('end in the error that the model expects', async () => {
    const instance = await server.start('guarded');
    const [task] = await fetch('pay');
    await say(task!.id, 'bpmnError', { errorCode: 'BROKE', variables: { debt: { value: 9 } } }).expect(204);
    const entries = await server.get(`/history/activity-instance?processInstanceId=${instance}&activityType=boundaryError`);
    expect(entries).toMatchObject([{ activityId: 'refused' }]);
    expect(await server.get(`/history/variable-instance?processInstanceId=${instance}`)).toMatchObject([
      { name: 'debt', value: 9 },
    ]);
  });

  it('are done once, however often the worker says so with the same Idempotency-Key', async () => {
    const instance = await server.start('invoice');
    const [task] = await fetch('charge');
    for (const _ of [1, 2]) await say(task!.id, 'complete').set('Idempotency-Key', `done ${task!.id}`).expect(204);
    expect(await server.tasks(instance)).toHaveLength(1);
  });

  it('are waited for as long as the worker says, and come at once', async () => {
    const began = performance.now();
    const waiting = server
      .post('/external-task/fetchAndLock', {
        workerId: 'worker',
        maxTasks: 1,
        asyncResponseTimeout: 20_000,
        topics: [{ topicName: 'charge', lockDuration: 60_000 }],
      })
      .then(({ body }) => body as Locked[]);
    await pause(100);
    const instance = await server.start('invoice');
    expect(await waiting).toMatchObject([{ processInstanceId: instance }]);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('refuse wrong requests and everybody but administrators', async () => {
    const ask = (body: object) => server.post('/external-task/fetchAndLock', body).expect(400);
    await ask({ maxTasks: 1 });
    await ask({ workerId: 'w', maxTasks: -1 });
    await ask({ workerId: 'w', maxTasks: 1, topics: [{ topicName: 'a' }] });
    await ask({ workerId: 'w', maxTasks: 1, asyncResponseTimeout: 1_800_001 });
    await ask({ workerId: 'w', maxTasks: 1, topics: [{ topicName: 'gaita.mail', lockDuration: 1_000 }] });
    await server.post('/external-task/fetchAndLock', { workerId: 'w', maxTasks: 1 }, 'case-handler-1').expect(403);
  });
});

async function until(reached: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2_400; tries++) {
    if (await reached()) return;
    await pause(25);
  }
  throw new Error('It did not come to that');
}
