import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { review, foreign, joint, events, byMessage, onCondition } from './testing/models.ts';
import { RestServer } from './testing/rest-server.ts';

const date: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
const text: unknown = expect.any(String);

describe.each(databaseNames)('Tasks and messages of Camunda 7 REST on %s', (name) => {
  let system: DatabaseSystem;
  let server: RestServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await RestServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    const files = { review, foreign, joint, events, 'by-message': byMessage, 'on-condition': onCondition };
    const models = Object.fromEntries(Object.entries(files).map(([key, xml]) => [`${key}.bpmn`, xml]));
    const { status, text: told } = await server.deploy(models);
    if (status !== 200) throw new Error(told);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const complete = (taskId: string, account: string, body: object = {}) => server.post(`/task/${taskId}/complete`, body, account);

  describe('tasks', () => {
    it('shows an open task as Camunda does, with its links and variables', async () => {
      const instance = await server.start('review', { variables: { amount: { value: 7 } }, businessKey: 'T-1' });
      const task = await server.task(instance);
      expect(task).toEqual({
        id: text,
        name: 'check',
        assignee: null,
        created: date,
        due: null,
        followUp: null,
        lastUpdated: null,
        delegationState: null,
        description: null,
        executionId: text,
        owner: null,
        parentTaskId: null,
        priority: 50,
        processDefinitionId: text,
        processInstanceId: instance,
        taskDefinitionKey: 'check',
        caseExecutionId: null,
        caseInstanceId: null,
        caseDefinitionId: null,
        suspended: false,
        formKey: null,
        camundaFormRef: null,
        tenantId: null,
        taskState: 'Created',
      });
      expect(await server.get(`/task/${task.id}`)).toEqual(task);
      expect(await server.get(`/task/${task.id}/identity-links`)).toEqual([
        { userId: null, groupId: 'case-handler', type: 'candidate' },
      ]);
      expect(await server.get(`/task/${task.id}/variables`)).toEqual({ amount: { type: 'Integer', value: 7, valueInfo: {} } });
    });

    it('finds tasks by case, process, role, person and element', async () => {
      const instance = await server.start('review', { businessKey: 'T-2' });
      const { id } = await server.task(instance);
      const found = async (filter: string) =>
        (await server.get<{ id: string }[]>(`/task?processInstanceId=${instance}&${filter}`)).map((task) => task.id);
      const finds = [
        'processDefinitionKey=review',
        'processInstanceBusinessKey=T-2',
        'candidateGroup=case-handler',
        'candidateGroups=finance,case-handler',
        'candidateUser=case-handler-1',
        'unassigned=true',
        'taskDefinitionKey=check',
        'active=true',
        'withoutTenantId=true',
      ];
      for (const filter of finds) expect([filter, await found(filter)]).toEqual([filter, [id]]);
      for (const filter of [
        'candidateGroup=finance',
        'candidateUser=finance-1',
        'assigned=true',
        'taskDefinitionKey=decide',
        'tenantIdIn=elsewhere',
      ])
        expect([filter, await found(filter)]).toEqual([filter, []]);
      await server.post(`/task/${id}/claim`, { userId: 'case-handler-1' }, 'case-handler-1').expect(204);
      expect(await found('assignee=case-handler-1')).toEqual([id]);
      expect(await found('candidateGroup=case-handler')).toEqual([]);
      expect(await found('candidateGroup=case-handler&includeAssignedTasks=true')).toEqual([id]);
      const { body } = await server
        .post('/task/count', { processInstanceId: instance, assigneeIn: ['case-handler-1'] })
        .expect(200);
      expect(body).toEqual({ count: 1 });
    });

    it('lets one claim and tells the other who did', async () => {
      const { id } = await server.task(await server.start('review'));
      const claims = await Promise.all(
        ['case-handler-1', 'case-handler-2'].map((userId) => server.post(`/task/${id}/claim`, { userId }, userId)),
      );
      expect(claims.map(({ status }) => status).sort()).toEqual([204, 409]);
      const winner = claims[0]?.status === 204 ? 'case-handler-1' : 'case-handler-2';
      const refused = claims.find(({ status }) => status === 409)!;
      expect(refused.body).toMatchObject({ type: 'TaskAlreadyClaimedException', message: expect.stringContaining(winner) });
      await server.post(`/task/${id}/unclaim`, {}, winner).expect(204);
      await server.post(`/task/${id}/unclaim`, {}, winner).expect(204);
      expect((await server.get<{ assignee: unknown }>(`/task/${id}`)).assignee).toBeNull();
    });

    it('completes unclaimed tasks, once, and only for those who hold the role', async () => {
      const instance = await server.start('review');
      const { id } = await server.task(instance);
      expect((await complete(id, 'finance-1').expect(403)).body.type).toBe('AuthorizationException');
      expect((await complete(id, 'admin').expect(403)).body.type).toBe('AuthorizationException');
      await complete(id, 'case-handler-1', { variables: { fits: { value: true } } }).expect(204);
      const again = await complete(id, 'case-handler-2').expect(409);
      expect(again.body.message).toMatch(new RegExp(`^Cannot complete task ${id}: .*case-handler-1`));
      await complete('never-was', 'case-handler-1').expect(409);
      const next = await server.task(instance);
      const { body } = await complete(next.id, 'decision-maker-1', { withVariablesInReturn: true }).expect(200);
      expect(body).toEqual({ fits: { type: 'Boolean', value: true, valueInfo: {} } });
      expect(await server.tasks(instance)).toEqual([]);
    });

    it('answers a repeated completion with the same Idempotency-Key as the first', async () => {
      const instance = await server.start('review');
      const { id } = await server.task(instance);
      for (const _ of [1, 2]) await complete(id, 'case-handler-1').set('Idempotency-Key', `complete ${id}`).expect(204);
      await complete(id, 'case-handler-1', { variables: { other: { value: 1 } } })
        .set('Idempotency-Key', `complete ${id}`)
        .expect(422);
      expect(await server.tasks(instance)).toMatchObject([{ taskDefinitionKey: 'decide' }]);
    });

    it('offers tasks that name no role of the registry to administrators', async () => {
      const { id } = await server.task(await server.start('foreign'));
      await complete(id, 'case-handler-1').expect(403);
      await complete(id, 'admin').expect(204);
    });

    it('asks for signatures of a joint task one after the other, with one entry in history', async () => {
      const instance = await server.start('joint');
      const first = await server.task(instance);
      await complete(first.id, 'case-handler-1', { variables: { sum: { value: 3 } } }).expect(204);
      const second = await server.task(instance);
      expect([second.taskDefinitionKey, second.id === first.id]).toEqual(['sign', false]);
      expect(await server.get(`/task/${second.id}/variables`)).toMatchObject({ sum: { value: 3 } });
      // what the first one signed stays as it was signed
      await complete(second.id, 'finance-1', { variables: { sum: { value: 4 } } }).expect(204);
      const entries = await server.get(`/history/activity-instance?processInstanceId=${instance}&activityId=sign`);
      expect(entries).toHaveLength(1);
      expect(await server.get(`/history/variable-instance?processInstanceId=${instance}&variableName=sum`)).toMatchObject([
        { value: 3 },
      ]);
    });
  });

  describe('messages and signals', () => {
    it('go to who waits, found by business key or variable', async () => {
      const first = await server.start('events', { businessKey: 'M-1', variables: { n: { value: 1 } } });
      const second = await server.start('events', { businessKey: 'M-2', variables: { n: { value: 2 } } });
      const several = await server.post('/message', { messageName: 'go' }).expect(400);
      expect(several.body).toMatchObject({
        type: 'RestException',
        message: expect.stringContaining('MismatchingMessageCorrelationException'),
      });
      await server.post('/message', { messageName: 'go', businessKey: 'M-1' }).expect(204);
      const { body } = await server
        .post('/message', { messageName: 'go', correlationKeys: { n: { value: 2, type: 'Integer' } }, resultEnabled: true })
        .expect(200);
      expect(body).toEqual([
        {
          resultType: 'Execution',
          execution: { id: second, processInstanceId: second, ended: false, tenantId: null },
          processInstance: null,
        },
      ]);
      for (const instance of [first, second]) expect((await server.task(instance)).taskDefinitionKey).toBe('check');
    });

    it('are refused where nobody waits, and nothing is kept', async () => {
      const { body } = await server.post('/message', { messageName: 'go', businessKey: 'nobody' }).expect(400);
      expect(body).toEqual({
        type: 'RestException',
        message:
          "org.camunda.bpm.engine.MismatchingMessageCorrelationException: Cannot correlate message 'go': No process definition or execution matches the parameters",
        code: 0,
      });
      const late = await server.start('events', { businessKey: 'nobody' });
      expect(await server.tasks(late)).toEqual([]);
      await server.post('/message', { messageName: 'go', businessKey: 'nobody', all: true }).expect(204);
      expect(await server.tasks(late)).toHaveLength(1);
      await server.post('/message', {}).expect(400);
    });

    it('conditions start each process in which they hold', async () => {
      const evaluate = (rain: number) =>
        server.post('/condition', { variables: { rain: { value: rain, type: 'Integer' } }, businessKey: 'R-1' }).expect(200);
      expect((await evaluate(30)).body).toEqual([]);
      const [started, ...more] = (await evaluate(31)).body as Record<string, unknown>[];
      expect(more).toEqual([]);
      expect(started).toMatchObject({ businessKey: 'R-1', ended: false });
      expect((await server.task(String(started!['id']))).taskDefinitionKey).toBe('check');
      await server.post('/condition', {}).expect(400);
    });

    it('start a process', async () => {
      const { body } = await server
        .post('/message', { messageName: 'apply', businessKey: 'A-1', resultEnabled: true })
        .expect(200);
      expect(body).toMatchObject([
        { resultType: 'ProcessDefinition', execution: null, processInstance: { businessKey: 'A-1', ended: false } },
      ]);
    });

    it('takes a signal, whether or not somebody waits for it', async () => {
      await server.post('/signal', { name: 'bell', variables: { loud: { value: true } } }).expect(204);
      await server.post('/signal', {}).expect(400);
      await server.post('/signal', { name: 'bell' }, 'case-handler-1').expect(403);
    });
  });
});
