import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { review, children, events } from './testing/models.ts';
import { RestServer } from './testing/rest-server.ts';

const date: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
const text: unknown = expect.any(String);

describe.each(databaseNames)('History and lists of Camunda 7 REST on %s', (name) => {
  let system: DatabaseSystem;
  let server: RestServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await RestServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    const files = { review, events, children };
    const models = Object.fromEntries(Object.entries(files).map(([key, xml]) => [`${key}.bpmn`, xml]));
    const { status, text: told } = await server.deploy(models);
    if (status !== 200) throw new Error(told);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const complete = (taskId: string, account: string, body: object = {}) => server.post(`/task/${taskId}/complete`, body, account);

  describe('history', () => {
    it('keeps instances with their state', async () => {
      const instance = await server.start('review', { businessKey: 'H-1' });
      expect(await server.get(`/history/process-instance/${instance}`)).toEqual({
        id: instance,
        businessKey: 'H-1',
        processDefinitionId: text,
        processDefinitionKey: 'review',
        processDefinitionName: null,
        processDefinitionVersion: 1,
        startTime: date,
        endTime: null,
        removalTime: null,
        durationInMillis: null,
        startUserId: 'admin',
        startActivityId: 'start',
        deleteReason: null,
        rootProcessInstanceId: instance,
        superProcessInstanceId: null,
        superCaseInstanceId: null,
        caseInstanceId: null,
        tenantId: null,
        state: 'ACTIVE',
        restartedProcessInstanceId: null,
      });
      const count = (filter: string) => server.get(`/history/process-instance/count?processInstanceBusinessKey=H-1&${filter}`);
      expect(await count('unfinished=true')).toEqual({ count: 1 });
      await server.ask('delete', `/process-instance/${instance}`, 'case-handler-1').expect(403);
      await server.ask('delete', `/process-instance/${instance}`).expect(204);
      await server.ask('delete', `/process-instance/${instance}`).expect(404);
      expect(await count('finished=true')).toEqual({ count: 1 });
      expect(await server.get(`/history/process-instance/${instance}`)).toMatchObject({
        state: 'EXTERNALLY_TERMINATED',
        endTime: date,
      });
      await server.ask('get', `/process-instance/${instance}/variables`).expect(409);
      await server.ask('get', `/process-instance/${instance}`).expect(404);
    });

    it('names activities by their type in Camunda, in the order in which they occurred', async () => {
      const instance = await server.start('events', { businessKey: 'H-2' });
      await server.post('/message', { messageName: 'go', businessKey: 'H-2' }).expect(204);
      await complete((await server.task(instance)).id, 'case-handler-1').expect(204);
      const path = `/history/activity-instance?processInstanceId=${instance}&sortBy=occurrence&sortOrder=asc`;
      const entries = await server.get<{ activityId: string; activityType: string }[]>(path);
      expect(entries.map(({ activityId, activityType }) => `${activityId} ${activityType}`)).toEqual([
        'start startEvent',
        'wait intermediateMessageCatch',
        'check userTask',
        'end terminateEndEvent',
      ]);
      expect(entries[2]).toEqual({
        id: text,
        parentActivityInstanceId: instance,
        activityId: 'check',
        activityName: null,
        activityType: 'userTask',
        processDefinitionKey: 'events',
        processDefinitionId: text,
        processInstanceId: instance,
        executionId: text,
        taskId: text,
        calledProcessInstanceId: null,
        calledCaseInstanceId: null,
        assignee: null,
        startTime: date,
        endTime: date,
        durationInMillis: expect.any(Number),
        canceled: false,
        completeScope: false,
        tenantId: null,
        removalTime: null,
        rootProcessInstanceId: instance,
      });
      for (const [type, ids] of [
        ['terminateEndEvent', ['end']],
        ['noneEndEvent', []],
        ['intermediateMessageCatch', ['wait']],
        ['intermediateTimer', []],
      ] as const)
        expect((await server.get<typeof entries>(`${path}&activityType=${type}`)).map(({ activityId }) => activityId)).toEqual(
          ids,
        );
    });

    it('tells the body of a multi-instance activity from its instances', async () => {
      const instance = await server.start('children');
      const ids = async (filter: string) =>
        (await server.get<{ activityId: string }[]>(`/history/activity-instance?processInstanceId=${instance}&${filter}`)).map(
          ({ activityId }) => activityId,
        );
      expect(await ids('activityType=multiInstanceBody')).toEqual(['each#multiInstanceBody']);
      expect(await ids('activityType=userTask')).toEqual(['each', 'each']);
      expect(await ids(`activityId=${encodeURIComponent('each#multiInstanceBody')}`)).toEqual(['each#multiInstanceBody']);
      expect(await ids('activityId=each&unfinished=true')).toEqual(['each', 'each']);
    });

    it('keeps variables with their types', async () => {
      const variables = { list: { value: '[1,2]', type: 'Json' }, size: { value: 1, type: 'Double' } };
      const instance = await server.start('review', { variables });
      const kept = await server.get<{ name: string }[]>(
        `/history/variable-instance?processInstanceId=${instance}&sortBy=variableName&sortOrder=asc`,
      );
      expect(kept).toMatchObject([
        { name: 'list', type: 'Json', value: '[1,2]', state: 'CREATED', createTime: date },
        { name: 'size', type: 'Double', value: 1, activityInstanceId: instance },
      ]);
      expect(await server.get(`/history/variable-instance/count?processInstanceId=${instance}&variableName=size`)).toEqual({
        count: 1,
      });
    });
  });

  describe('lists', () => {
    it('are sorted and paged; what cannot be sorted by is refused', async () => {
      for (const n of [1, 2, 3]) await server.start('review', { businessKey: `L-${n}` });
      const page = async (rest: string) =>
        (await server.get<{ businessKey: string }[]>(`/process-instance?businessKeyLike=L-%25&sortBy=businessKey&${rest}`)).map(
          ({ businessKey }) => businessKey,
        );
      expect(await page('sortOrder=desc')).toEqual(['L-3', 'L-2', 'L-1']);
      expect(await page('sortOrder=asc&firstResult=1&maxResults=1')).toEqual(['L-2']);
      for (const bad of [
        'sortBy=beauty&sortOrder=asc',
        'sortBy=instanceId',
        'sortBy=instanceId&sortOrder=up',
        'maxResults=many',
        'firstResult=-1',
        'active=perhaps',
      ])
        expect((await server.ask('get', `/process-instance?${bad}`).expect(400)).body).toMatchObject({
          type: 'InvalidRequestException',
          code: null,
        });
    });

    it('show people the cases of their institutions only', async () => {
      const instance = await server.start('review', { businessKey: 'P-1' });
      const other = 'case-handler-3';
      expect(await server.get('/process-instance?businessKey=P-1', other)).toEqual([]);
      expect(await server.get(`/task?processInstanceId=${instance}`, other)).toEqual([]);
      expect(await server.get('/history/process-instance/count?processInstanceBusinessKey=P-1', other)).toEqual({ count: 0 });
      await server.ask('get', `/process-instance/${instance}`, other).expect(404);
    });

    it('find cases by the value of a variable', async () => {
      const instance = await server.start('review', { variables: { code: { value: 'x1' } } });
      expect(await server.get('/process-instance?variables=code_eq_x1')).toMatchObject([{ id: instance }]);
      await server.ask('get', '/process-instance?variables=code_like_x').expect(400);
    });
  });
});
