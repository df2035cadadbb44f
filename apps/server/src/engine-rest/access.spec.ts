import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { AccessLog, auditEntryTable } from '../audit/index.ts';
import { Database } from '../platform/database/database.ts';
import { review } from './testing/models.ts';
import { RestServer } from './testing/rest-server.ts';

const reader = 'case-handler-1';

describe('Whoever reads values of cases', () => {
  let system: DatabaseSystem;
  let server: RestServer;
  let known: number;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await RestServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy({ 'review.bpmn': review });
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });
  const entries = async () => {
    await server.app.get(AccessLog).flush();
    return server.app.get(Database).reader.find(auditEntryTable, 'account = ?', [reader], { orderBy: 'at, id' });
  };
  beforeEach(async () => {
    known = (await entries()).length;
  });
  const seen = async () => (await entries()).slice(known).map(({ act, objectId }) => `${act} ${objectId}`);

  const withTask = async (businessKey: string) => {
    const id = await server.start('review', { businessKey, variables: { personalCode: { value: `code of ${businessKey}` } } });
    const [task] = await server.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
    return { id, taskId: task!.id };
  };
  const api = (path: string) =>
    request(server.address.replace('/engine-rest', '')).get(`/api/v1${path}`).auth(reader, 'demo').expect(200);

  it('of one case is recorded with that case, by every route that gives them', async () => {
    const routes: readonly (readonly [path: string, act: string, of: 'case' | 'task'])[] = [
      ['/process-instance/{case}/variables', 'case-values-read', 'case'],
      ['/process-instance/{case}/variables/personalCode', 'case-values-read', 'case'],
      ['/history/variable-instance?processInstanceId={case}', 'case-values-read', 'case'],
      ['/task/{task}/variables', 'task-opened', 'task'],
      ['/task/{task}/comment', 'case-notes-read', 'case'],
      ['/api/v1/tasks/{task}', 'task-opened', 'task'],
      ['/api/v1/cases/{case}', 'case-opened', 'case'],
      ['/api/v1/cases/{case}/notes', 'case-notes-read', 'case'],
      ['/api/v1/cases/{case}/opinions', 'case-opened', 'case'],
    ];
    for (const [path, act, of] of routes) {
      const { id, taskId } = await withTask(`one ${path}`);
      known = (await entries()).length;
      const address = path.replace('{case}', id).replace('{task}', taskId);
      await (address.startsWith('/api/v1') ? api(address.slice(7)) : server.get(address, reader));
      expect([path, await seen()]).toEqual([path, [`${act} ${of === 'case' ? id : taskId}`]]);
      expect((await entries()).at(-1)).toMatchObject({ instanceId: id });
    }
  });

  it('of many cases is recorded with what was asked for, each question once in five minutes, and without the values of filters', async () => {
    const [one] = [await withTask('many 1'), await withTask('many 2')];
    const ask = (filter: string) => server.get(`/history/variable-instance?${filter}`, reader);
    await ask('variableName=personalCode');
    await ask('variableName=personalCode');
    await ask('variableName=other');
    await ask('variableNameLike=personal%25&processInstanceBusinessKey=many%201');
    expect(await seen()).toEqual(['values-listed history/variable-instance', `case-values-read ${one.id}`]);
    const [listed] = (await entries()).slice(known);
    expect(listed).toMatchObject({ objectType: 'list', instanceId: null, institution: expect.any(String) });
    expect(listed!.details).toEqual({ asked: { filters: ['variableName'], names: ['personalCode'] }, rows: expect.any(Number) });
  });

  it('in columns of a list is recorded, a list without them is not', async () => {
    await withTask('columns');
    await api('/inbox?view=group');
    expect(await seen()).toEqual([]);
    await api('/inbox?view=group&cols=personalCode');
    expect(await seen()).toEqual(['values-listed inbox']);
    expect((await entries()).at(-1)!.details).toMatchObject({ asked: { names: ['personalCode'] } });
  });

  it('by searching is recorded, without the words', async () => {
    await withTask('found');
    await api('/search?q=found');
    expect(await seen()).toEqual(['cases-searched search']);
    expect(JSON.stringify((await entries()).at(-1)!.details)).not.toContain('found');
  });
});
