import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { review } from './testing/models.ts';
import { RestServer } from './testing/rest-server.ts';

describe('Comments of Camunda 7 REST', () => {
  let system: DatabaseSystem;
  let server: RestServer;
  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await RestServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy({ 'review.bpmn': review });
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  it('are created, listed and read one by one', async () => {
    const instance = await server.start('review', { businessKey: 'C-1' });
    const { id } = await server.task(instance);
    const answer = await server.post(`/task/${id}/comment/create`, { message: 'Look at <b>this</b>' });
    const created = JSON.parse(answer.text) as Record<string, unknown>;
    expect(created).toMatchObject({
      userId: 'admin',
      taskId: id,
      processInstanceId: instance,
      message: 'Look at <b>this</b>',
      time: expect.stringMatching(/\+0000$/),
      links: [{ rel: 'self' }],
    });
    const listed = await server.get<Record<string, unknown>[]>(`/task/${id}/comment`);
    expect(listed).toEqual([{ ...created, links: [] }]);
    expect(await server.get(`/task/${id}/comment/${String(created['id'])}`)).toEqual(listed[0]);
    expect(await server.get(`/task/${id}/attachment`)).toEqual([]);
    await server.ask('get', `/task/${id}/comment/unknown`).expect(404);
    await server.ask('get', '/task/unknown/comment').expect(404);
    await server.ask('post', '/task/unknown/comment/create').send({ message: 'x' }).expect(400);
    await server.ask('post', `/task/${id}/comment/create`).send({}).expect(400);
  });
});
