import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { demoInstitutions } from '../identity/index.ts';
import { review, fee } from './testing/models.ts';
import { RestServer } from './testing/rest-server.ts';

const date: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
const text: unknown = expect.any(String);

describe.each(databaseNames)('Deployments, starts and decisions of Camunda 7 REST on %s', (name) => {
  let system: DatabaseSystem;
  let server: RestServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await RestServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    const files = { review };
    const models = Object.fromEntries(Object.entries(files).map(([key, xml]) => [`${key}.bpmn`, xml]));
    const { status, text: told } = await server.deploy({ ...models, 'fee.dmn': fee });
    if (status !== 200) throw new Error(told);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  describe('answers', () => {
    it('carry exactly application/json, also when they refuse', async () => {
      for (const path of [
        '/version',
        '/task',
        '/process-definition/count',
        '/task/none',
        '/nowhere',
        '/task?sortBy=beauty&sortOrder=asc',
      ]) {
        const { headers } = await server.ask('get', path);
        expect([path, headers['content-type']]).toEqual([path, 'application/json']);
      }
    });

    it('asks for Basic where nobody says who they are', async () => {
      const answer = await server.ask('get', '/task', null).expect(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Basic /);
      expect(answer.body).toEqual({ type: 'NotAuthorizedException', message: text, code: 0 });
      await server.ask('get', '/task').auth('admin', 'wrong').expect(401);
    });

    it('tells the version that Camunda Modeler asks for, also under the name of the engine', async () => {
      expect(await server.get('/version')).toEqual({ version: text });
      expect(await server.get('/engine/default/version')).toEqual({ version: text });
    });

    it('refuses a body that is no JSON', async () => {
      const answer = await server.ask('post', '/message').set('Content-Type', 'application/json').send('{"a":').expect(400);
      expect(answer.headers['content-type']).toBe('application/json');
      expect(answer.body).toMatchObject({ type: 'InvalidRequestException', message: text, code: null });
    });
  });

  describe('deployments', () => {
    it('answers what Camunda Modeler reads', async () => {
      const own = smallModel('own', [userTask('check', 'case-handler')]);
      const { body } = await server.deploy({ 'own.bpmn': own }).expect(200);
      const [id] = Object.keys(body.deployedProcessDefinitions as object);
      expect(body).toEqual({
        links: [{ method: 'GET', href: expect.stringContaining(`/engine-rest/deployment/${body.id}`), rel: 'self' }],
        id: text,
        name: 'test',
        source: 'spec',
        deploymentTime: date,
        tenantId: null,
        deployedProcessDefinitions: {
          [id!]: {
            id,
            key: 'own',
            category: null,
            description: null,
            name: null,
            version: 1,
            resource: 'own.bpmn',
            deploymentId: body.id,
            diagram: null,
            suspended: false,
            tenantId: null,
            versionTag: null,
            historyTimeToLive: null,
            startableInTasklist: true,
          },
        },
        deployedCaseDefinitions: null,
        deployedDecisionDefinitions: null,
        deployedDecisionRequirementsDefinitions: null,
      });
      expect(await server.get(`/process-definition/${id}/xml`)).toEqual({ id, bpmn20Xml: own });
      expect(await server.get(`/deployment?id=${body.id}`)).toEqual([
        { links: [], id: body.id, name: 'test', source: 'spec', deploymentTime: date, tenantId: null },
      ]);
      expect(await server.get('/deployment?maxResults=0')).toEqual([]);
    });

    it('takes part names as they come, and makes a next version unless asked to leave out what is the same', async () => {
      const model = smallModel('twice', [userTask('check', 'case-handler')]);
      const upload = (fields: Record<string, string>) => {
        let test = server.ask('post', '/deployment/create').field('deployment-name', 'twice');
        for (const [field, value] of Object.entries(fields)) test = test.field(field, value);
        return test.attach('resource-0', Buffer.from(model), 'twice.bpmn').expect(200);
      };
      const first = await upload({});
      const second = await upload({});
      const third = await upload({ 'enable-duplicate-filtering': 'true' });
      expect(second.body.id).not.toBe(first.body.id);
      expect(third.body.id).toBe(second.body.id);
      expect(await server.get('/process-definition/count?key=twice')).toEqual({ count: 2 });
      expect(await server.get('/process-definition?key=twice&latestVersion=true')).toMatchObject([
        { version: 2, resource: 'twice.bpmn' },
      ]);
    });

    it('refuses a broken model with every finding at its element, and changes nothing', async () => {
      const before = await server.get('/deployment/count');
      const broken = smallModel('broken', [userTask('check', 'case-handler')]).replace('targetRef="end"', 'targetRef="nowhere"');
      const { body } = await server.deploy({ 'good.bpmn': review, 'broken.bpmn': broken }).expect(400);
      expect(body).toMatchObject({ type: 'ParseException', code: 0, details: { 'broken.bpmn': { errors: expect.any(Array) } } });
      expect(body.message).toMatch(/^ENGINE-09005 Could not parse BPMN process\. Errors: \n\* /);
      const [finding] = (body as { details: Record<string, { errors: object[] }> }).details['broken.bpmn']!.errors;
      expect(finding).toEqual({
        message: text,
        line: expect.any(Number),
        column: expect.any(Number),
        mainElementId: 'to-end',
        elementIds: ['to-end'],
      });
      for (const content of ['no xml', `<!DOCTYPE x [<!ENTITY a "b">]>${review}`])
        expect((await server.deploy({ 'bad.bpmn': content }).expect(400)).body.type).toBe('ParseException');
      expect(await server.get('/deployment/count')).toEqual(before);
    });

    it('refuses a deployment without files, too large a file, and everybody but administrators', async () => {
      expect((await server.deploy({}).expect(400)).body).toMatchObject({ type: 'InvalidRequestException' });
      await server.deploy({ 'large.bpmn': `${review}${' '.repeat(2_200_000)}` }).expect(413);
      const refused = await server.ask('post', '/deployment/create', 'case-handler-1').attach('a', Buffer.from(review), 'a.bpmn');
      expect([refused.status, refused.body.type]).toEqual([403, 'AuthorizationException']);
    });
  });

  describe('starting', () => {
    it('answers the instance, with its variables where asked', async () => {
      const { body } = await server
        .post('/process-definition/key/review/start', {
          businessKey: 'B-1',
          variables: { amount: { value: 12, type: 'integer' }, when: { value: '2026-01-01T00:00:00.000+0000', type: 'Date' } },
          withVariablesInReturn: true,
        })
        .expect(200);
      expect(body).toEqual({
        links: [{ method: 'GET', href: expect.stringContaining(`/engine-rest/process-instance/${body.id}`), rel: 'self' }],
        id: text,
        definitionId: text,
        definitionKey: 'review',
        businessKey: 'B-1',
        caseInstanceId: null,
        ended: false,
        suspended: false,
        tenantId: null,
        variables: {
          amount: { type: 'Integer', value: 12, valueInfo: {} },
          when: { type: 'Date', value: '2026-01-01T00:00:00.000+0000', valueInfo: {} },
        },
      });
      const one = await server.get(`/process-instance/${body.id}`);
      expect({ ...one, links: body.links, variables: body.variables }).toEqual(body);
      expect(await server.get('/process-instance?businessKey=B-1')).toMatchObject([{ id: body.id }]);
      expect(await server.get('/process-instance/count?processDefinitionKey=review&businessKey=B-1')).toEqual({ count: 1 });
    });

    it('starts by id, and in the institution that the tenant names', async () => {
      const { id } = await server.get<{ id: string }>('/process-definition/key/review');
      await server.post(`/process-definition/${id}/start`).expect(200);
      const tenant = demoInstitutions[1]!.id;
      const { body } = await server.post(`/process-definition/key/review/tenant-id/${tenant}/start`).expect(200);
      expect(body).toMatchObject({ tenantId: tenant });
      expect(await server.get(`/process-instance?tenantIdIn=${tenant}`)).toMatchObject([{ id: body.id }]);
      expect(await server.get(`/process-instance/count?withoutTenantId=true&processInstanceIds=${body.id}`)).toEqual({
        count: 0,
      });
      await server.post('/process-definition/key/review/tenant-id/atlantis/start').expect(400);
    });

    it('refuses an unknown process, an unknown type and a value that does not fit, and starts nothing', async () => {
      const before = await server.get('/history/process-instance/count');
      const start = (variables: object, key = 'review') => server.post(`/process-definition/key/${key}/start`, { variables });
      expect((await start({}, 'unheard').expect(404)).body).toEqual({
        type: 'RestException',
        message: 'No matching process definition with key: unheard and no tenant-id',
        code: null,
      });
      await server.post('/process-definition/unheard/start').expect(404);
      expect((await start({ a: { value: 1, type: 'Colour' } }).expect(400)).body).toEqual({
        type: 'InvalidRequestException',
        message: "Cannot instantiate process definition review: Unsupported value type 'Colour'",
        code: null,
      });
      await start({ a: { value: 'many', type: 'Integer' } }).expect(400);
      expect(await server.get('/history/process-instance/count')).toEqual(before);
    });
  });

  it('evaluates decisions', async () => {
    const evaluate = (area: number) =>
      server.post('/decision-definition/key/fee/evaluate', { variables: { area: { value: area } } });
    expect((await evaluate(4).expect(200)).body).toEqual([
      { euro: { type: 'Integer', value: 5, valueInfo: {} }, word: { type: 'String', value: 'small', valueInfo: {} } },
    ]);
    expect((await evaluate(40).expect(200)).body).toMatchObject([
      { euro: { type: 'Double', value: 20.5 }, word: { value: 'large' } },
    ]);
    await server.post('/decision-definition/key/unheard/evaluate', {}).expect(404);
    expect(await server.get('/decision-definition?key=fee')).toMatchObject([{ key: 'fee', version: 1, resource: 'fee.dmn' }]);
  });

  it('answers a repeated Idempotency-Key as before', async () => {
    const start = () =>
      server.post('/process-definition/key/review/start', { businessKey: 'I-1' }).set('Idempotency-Key', 'once');
    const [first, second] = [await start().expect(200), await start().expect(200)];
    expect(second.body.id).toBe(first.body.id);
    expect(await server.get('/process-instance/count?businessKey=I-1')).toEqual({ count: 1 });
  });
});
