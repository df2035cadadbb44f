import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonView } from '@gaita/contracts';
import request from 'supertest';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { CaseSummaries } from '../instances/index.ts';
import { RestServer } from './testing/rest-server.ts';

const form = { type: 'default', components: [{ type: 'textfield', key: 'measured', validate: { required: true } }] };
const inspection = smallModel('inspection', [
  userTask('inspect', 'partner', 'camunda:formRef="inspection" camunda:formRefBinding="deployment"'),
  userTask('decide', 'decision-maker'),
]);
const survey = smallModel('survey', [userTask('measure', 'partner')]).replace(
  'id="survey" isExecutable',
  'id="survey" gaita:applicant="declarant" isExecutable',
);

describe.each(databaseNames)('Somebody from outside, on %s,', (name) => {
  let system: DatabaseSystem;
  let server: RestServer;
  let id: string;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await RestServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy({ 'survey.bpmn': survey });
    const files = { 'inspection.bpmn': inspection, 'inspection.form': JSON.stringify({ id: 'inspection', ...form }) };
    await server.deploy(files).expect(200);
    id = await server.start('survey', {
      businessKey: 'DN-7',
      variables: { decision: { value: 'refuse' }, declarant: { value: 'Anna Ozola' }, subject: { value: 'Bērziņš' } },
    });
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });
  const api = async <T>(path: string, account: string): Promise<T> =>
    (await request(server.address.replace('/engine-rest', '')).get(`/api/v1${path}`).auth(account, 'demo').expect(200)).body as T;

  it('does not find out values by asking for the cases that have them', async () => {
    const found = async (path: string, body: object, account: string) =>
      ((await server.post(path, body, account).expect(200)).body as object[]).length;
    const processVariables = [{ name: 'decision', operator: 'eq', value: 'refuse' }];
    const ofTasks = { processInstanceId: id, processVariables };
    const ofCases = { processInstanceIds: [id], variables: processVariables };
    expect((await server.get<object[]>(`/task?processInstanceId=${id}`, 'partner-1')).length).toBe(1);
    expect(await found('/task', ofTasks, 'partner-1')).toBe(0);
    expect(await found('/process-instance', ofCases, 'partner-1')).toBe(0);
    expect(await found('/history/process-instance', ofCases, 'partner-1')).toBe(0);
    expect(await found('/task', ofTasks, 'case-handler-1')).toBe(1);
    expect(await found('/process-instance', ofCases, 'case-handler-1')).toBe(1);
    expect(await found('/history/process-instance', ofCases, 'case-handler-1')).toBe(1);
  });

  it('does not find out who applied by asking for earlier applications', async () => {
    const asked = `/processes/survey/duplicates?applicant=${encodeURIComponent('Anna Ozola')}`;
    expect((await api<{ items: object[] }>(asked, 'case-handler-1')).items).toMatchObject([{ id }]);
    expect(await api(asked, 'partner-1')).toEqual({ items: [] });
  });

  it('finds a case by its number, and not by a subject that their form does not show', async () => {
    const foundBy = async (account: string, q: string) => {
      const { tasks, cases } = await api<{ tasks: object[]; cases: object[] }>(`/search?q=${q}`, account);
      const { total } = await api<{ total: number }>(`/cases?q=${q}`, account);
      const { items } = await api<{ items: object[] }>(`/inbox?view=group&q=${q}`, account);
      return [tasks.length, cases.length, total, items.length];
    };
    expect(await foundBy('partner-1', 'dn-7')).toEqual([1, 1, 1, 1]);
    expect(await foundBy('partner-1', 'berzin')).toEqual([0, 0, 0, 0]);
    expect(await foundBy('case-handler-1', 'berzin')).toEqual([1, 1, 1, 0]);
  });

  it.each(['complete', 'resolve'])('writes what the form of their task asks for and nothing else, by %s', async (way) => {
    const started = await server.start('inspection', { variables: { decision: { value: 'refuse' } } });
    const { id: task } = await server.task(started);
    if (way === 'resolve') await server.post(`/task/${task}/delegate`, { userId: 'partner-1' }, 'partner-1').expect(204);
    const write = (variables: object) => server.post(`/task/${task}/${way}`, { variables }, 'partner-1');
    const refused = await write({ measured: { value: '12 m' }, decision: { value: 'grant' } }).expect(400);
    expect(refused.body).toMatchObject({ details: { faults: [{ field: 'decision', rule: 'unknown-field' }] } });
    await write({ measured: { value: '12 m' } }).expect(204);
    expect(await server.get(`/process-instance/${started}/variables`)).toMatchObject({
      measured: { value: '12 m' },
      decision: { value: 'refuse' },
    });
  });

  it('writes nothing with a task that has no form', async () => {
    const { id: task } = await server.task(id);
    const decision = { decision: { value: 'grant' } };
    await server.post(`/task/${task}/complete`, { variables: decision }, 'partner-1').expect(400);
    const own = request(server.address.replace('/engine-rest', '')).post(`/api/v1/tasks/${task}/complete`);
    await own
      .auth('partner-1', 'demo')
      .send({ variables: { decision: 'grant' } })
      .expect(422);
  });

  it('learns the name of an account that they know, and no list of the staff or their roles', async () => {
    expect(await api<PersonView[]>('/people', 'partner-1')).toEqual([]);
    expect(await api<PersonView[]>('/people?role=administrator', 'partner-1')).toEqual([]);
    expect(await api<PersonView[]>('/people?account=case-handler-1', 'partner-1')).toMatchObject([
      { account: 'case-handler-1', roles: [] },
    ]);
    expect((await api<PersonView[]>('/people?role=administrator', 'case-handler-1')).length).toBeGreaterThan(0);
  });

  it('is not told with a case what other features know of it', async () => {
    server.app.get(CaseSummaries).register(async (ids) => new Map(ids.map((each) => [each, { subject: 'secret' } as object])));
    const { items } = await api<{ items: { id: string }[] }>('/cases', 'partner-1');
    const seen = items.find((found) => found.id === id);
    expect(seen).toBeDefined();
    expect(seen).not.toHaveProperty('subject');
    const told = await api<{ items: object[] }>('/cases', 'case-handler-1');
    expect(told.items).toContainEqual(expect.objectContaining({ id, subject: 'secret' }));
  });
});
