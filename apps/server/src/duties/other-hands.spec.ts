import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { eventually } from '../../../../test/support/throw-away.ts';
import { RunBulk } from '../bulk/run-bulk.ts';
import { DutyStage } from './testing/duty-stage.ts';

const both = 'case-handler-1';
const permit = smallModel('permit', [userTask('draft', 'case-handler'), userTask('decide', 'decision-maker')]);

describe.each(databaseNames)('Nobody decides on what they prepared, by whatever hands, on %s', (name) => {
  let system: DatabaseSystem;
  let stage: DutyStage;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await stage.server.deploy(permit);
    await stage.giveRole(both, 'decision-maker');
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });

  /** A case whose decision waits, drafted by who may decide, too. */
  const drafted = async () => {
    const instanceId = await stage.server.start('permit');
    await stage.complete(instanceId, 'draft', both);
    return { task: await stage.server.task(instanceId) };
  };

  it('not by a lead who passes it on or delegates it to them, in /api/v1 and by Camunda’s assignee and delegate', async () => {
    const { task } = await drafted();
    const [own, camunda] = [`/api/v1/tasks/${task.taskId}`, `/engine-rest/task/${task.taskId}`];
    for (const [path, body] of [
      [`${own}/pass-on`, { account: both }],
      [`${own}/pass-on`, { account: both, conflictReason: 'Nobody else is there.' }],
      [`${camunda}/assignee`, { userId: both }],
    ] as const)
      await stage.post('department-head-1', path, body).expect(403);
    accepted(await stage.claim(task.taskId, 'decision-maker-1'));
    for (const by of ['decision-maker-1', 'department-head-1'])
      for (const [path, body] of [
        [`${own}/pass-on`, { account: both }],
        [`${own}/delegate`, { account: both }],
        [`${camunda}/assignee`, { userId: both }],
        [`${camunda}/delegate`, { userId: both }],
      ] as const) {
        const { status, text } = await stage.post(by, path, body);
        expect([path, status, text]).toEqual([path, 403, expect.stringMatching(/Four eyes/)]);
      }
    expect(await stage.server.task(task.instanceId)).toMatchObject({ assignee: 'decision-maker-1', delegationState: null });
  });

  it('not by many at once, nor by the next task that is most urgent', async () => {
    const { task } = await drafted();
    for (const [by, body] of [
      [both, { act: 'claim' }],
      [both, { act: 'claim', conflictReason: 'Nobody else is there.' }],
      ['department-head-1', { act: 'pass-on', account: both }],
    ] as const) {
      const started = await stage.post(by, '/api/v1/bulk/tasks', { ...body, tasks: { ids: [task.taskId] } }).expect(202);
      const { id } = started.body as { id: string };
      await stage.server.get(RunBulk).runAll();
      const items = await eventually(async () => {
        const found = await stage.get(by, `/api/v1/bulk/jobs/${id}/items?state=failed`);
        expect(found.body).toMatchObject({ total: 1 });
        return found.body as object;
      });
      expect(items).toMatchObject({ items: [{ code: 'role-conflict' }] });
    }
    for (;;) {
      const { body } = await stage.post(both, '/api/v1/inbox/take-next', { process: 'permit' }).expect(200);
      const taken = (body as { task?: { id: string; elementId: string; instanceId: string } }).task;
      if (!taken) break;
      expect(taken.id).not.toBe(task.taskId);
      await stage.post(both, `/api/v1/tasks/${taken.id}/pass-on`, { account: 'case-handler-2' });
    }
    expect(await stage.server.task(task.instanceId)).toMatchObject({ elementId: 'decide', assignee: null });
  });

  it('not by a token, nor with a draft that was typed before', async () => {
    const { task } = await drafted();
    const created = await stage.post(both, '/api/v1/tokens', { name: 'mine', scopes: ['tasks:write'], days: 1 }).expect(201);
    const { token } = created.body as { token: string };
    for (const path of [
      `/api/v1/tasks/${task.taskId}/claim`,
      `/api/v1/tasks/${task.taskId}/complete`,
      `/engine-rest/task/${task.taskId}/claim`,
      `/engine-rest/task/${task.taskId}/complete`,
    ])
      await stage.post(both, path, {}).set('Authorization', `Bearer ${token}`).expect(403);
    await stage.put(both, `/api/v1/tasks/${task.taskId}/draft`, { seen: 0, values: { decision: 'yes' } });
    await stage.post(both, `/api/v1/tasks/${task.taskId}/complete`).expect(403);
    expect(await stage.server.task(task.instanceId)).toMatchObject({ elementId: 'decide', assignee: null });
  });
});
