import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { dutyNoteTable } from '../duties/index.ts';
import type { Config } from '../platform/config.ts';
import { taskTable } from '../tasks/index.ts';
import { RunBulk } from './run-bulk.ts';
import { SweepBulk } from './sweep-bulk.ts';
import { bulkItemTable, bulkJobTable } from './tables.ts';
import { toCsv } from './to-csv.ts';

const many = smallModel('many', [
  [
    'work',
    '<userTask id="work" name="Work" camunda:candidateGroups="case-handler"><multiInstanceLoopCharacteristics><loopCardinality>${n}</loopCardinality></multiInstanceLoopCharacteristics></userTask>',
  ],
]);
const other = smallModel('other', [userTask('decide', 'decision-maker')]);

const named = smallModel('named', [
  [
    'judge',
    `<userTask id="judge" name="Judge" camunda:candidateGroups="decision-maker">
       <extensionElements><gaita:texts><gaita:text lang="lv" name="Izvērtēt"/></gaita:texts></extensionElements></userTask>`,
  ],
]);

const softly = smallModel('softly', [userTask('draft', 'case-handler'), userTask('judge', 'expert')]);

describe.each(databaseNames)('Many tasks at once on %s', (name) => {
  let system: DatabaseSystem;
  let config: Config;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    config = await system.newConfig({ GAITA_MODE: 'demo' });
    server = await PlayServer.start(config);
    for (const model of [many, other, named, softly]) await server.deploy(model);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const http = () => request((server.app as NestExpressApplication).getHttpServer());
  const get = async (account: string, path: string) => (await http().get(`/api/v1${path}`).auth(account, 'demo')).body;
  const post = async (account: string, path: string, body: object = {}) =>
    (await http().post(`/api/v1${path}`).auth(account, 'demo').send(body)).body;
  const finished = async (id: string) => {
    for (;;) {
      await server.get(RunBulk).runAll();
      const job = await server.database.reader.byId(bulkJobTable, id);
      if (job?.state === 'finished') return job;
    }
  };

  it('are passed on but for those that must not be, each with its reason, and those are tried again', async () => {
    const instanceId = await server.start('many', { n: 450 });
    const own = await server.tasks(instanceId);
    const foreign = await Promise.all([1, 2, 3].map(async () => server.task(await server.start('other'))));
    const ids = [...own, ...foreign].map(({ taskId }) => taskId);
    const { id, total } = await post('department-head-1', '/bulk/tasks', {
      act: 'pass-on',
      account: 'case-handler-2',
      tasks: { ids },
    });
    expect(total).toBe(453);
    expect(await finished(id)).toMatchObject({ done: 450, failed: 3, total: 453 });
    const held = await server.database.reader.count(taskTable, 'instance_id = ? AND assignee = ?', [
      instanceId,
      'case-handler-2',
    ]);
    expect(held).toBe(450);
    const { items, total: refused } = await get('department-head-1', `/bulk/jobs/${id}/items?state=failed`);
    expect(refused).toBe(3);
    expect(items.map(({ code, taskId }: { code: string; taskId: string }) => [code, taskId])).toEqual(
      foreign.map(({ taskId }) => ['not-allowed', taskId]),
    );
    expect((await get('case-handler-1', `/bulk/jobs/${id}`)).code).toBe('not-found');
    expect((await get('department-head-1', '/bulk/jobs')).items[0]).toMatchObject({ id, toName: expect.any(String) });
    const csv = (await http().get(`/api/v1/bulk/jobs/${id}/csv`).auth('department-head-1', 'demo').expect(200)).text;
    expect(csv.split('\r\n')).toHaveLength(455);
    expect(csv).toContain(`"${foreign[0]!.taskId}","decide"`);
    await post('department-head-1', `/bulk/jobs/${id}/retry`);
    expect(await finished(id)).toMatchObject({ done: 450, failed: 3 });
    expect(await server.database.reader.count(bulkItemTable, 'job_id = ? AND attempt = 2', [id])).toBe(3);
  });

  it('are called in the language of the reader, open and over', async () => {
    const tasks = await Promise.all([1, 2].map(async () => server.task(await server.start('named'))));
    const { id } = await post('decision-maker-1', '/bulk/tasks', {
      act: 'hand-back',
      tasks: { ids: [...tasks.map(({ taskId }) => taskId), 'unknown'] },
    });
    expect(await finished(id)).toMatchObject({ done: 0, failed: 3 });
    accepted(await server.complete(tasks[1]!.taskId, 'decision-maker-1'));
    const inLanguage = (path: string) =>
      http().get(`/api/v1/bulk/jobs/${id}/${path}`).auth('decision-maker-1', 'demo').set('Gaita-Language', 'lv').expect(200);
    const { items } = (await inLanguage('items')).body;
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['Izvērtēt', 'Izvērtēt', 'unknown']);
    expect((await inLanguage('csv')).text).toContain(`"${tasks[0]!.taskId}","Izvērtēt"`);
  });

  it('that two roles stand against are done by one reason for all of them, which is kept with each', async () => {
    const who = 'expert-1';
    const pair = { a: 'case-handler', b: 'expert', scope: 'case', level: 'soft', reason: 'as a test' };
    expect(await post('admin', '/duties/pairs', pair)).toMatchObject({ level: 'soft' });
    await post('admin', '/registry/assignments', { account: who, role: 'case-handler' });
    const tasks = await Promise.all(
      [1, 2].map(async () => {
        const instanceId = await server.start('softly');
        accepted(await server.complete((await server.task(instanceId)).taskId, who));
        return server.task(instanceId);
      }),
    );
    const foreign = await server.task(await server.start('other'));
    const ids = [...tasks, foreign].map(({ taskId }) => taskId);
    const { id } = await post(who, '/bulk/tasks', { act: 'claim', tasks: { ids } });
    expect(await finished(id)).toMatchObject({ done: 0, failed: 3 });
    const { items } = await get(who, `/bulk/jobs/${id}/items?state=failed`);
    expect(items).toMatchObject([
      { code: 'reason-needed', details: { conflict: { pair: { level: 'soft' }, why: 'acted' } } },
      { code: 'reason-needed' },
      { code: 'not-allowed' },
    ]);
    const conflictReason = 'Nobody else is in the office.';
    expect(await post(who, `/bulk/jobs/${id}/retry`, { conflictReason })).toMatchObject({ retried: 2 });
    expect(await finished(id)).toMatchObject({ done: 2, failed: 1 });
    const held = tasks.map(({ instanceId }) => server.task(instanceId));
    expect((await Promise.all(held)).map(({ assignee }) => assignee)).toEqual([who, who]);
    const where = 'kind = ? AND instance_id IN (?)';
    const kept = await server.database.reader.find(dutyNoteTable, where, ['reason', tasks.map(({ instanceId }) => instanceId)]);
    expect(kept.map(({ reason }) => reason)).toEqual([conflictReason, conflictReason]);
    expect(await post(who, `/bulk/jobs/${id}/retry`, { conflictReason })).toMatchObject({ code: 'invalid-request' });
  });

  it('are those that a list shows, handed back by who holds them', async () => {
    const instanceId = await server.start('many', { n: 40 });
    const claimed = await post('case-handler-1', '/bulk/tasks', {
      act: 'claim',
      tasks: { filter: { view: 'group', instanceId } },
    });
    expect(await finished(claimed.id)).toMatchObject({ done: 40, failed: 0 });
    const back = await post('case-handler-1', '/bulk/tasks', {
      act: 'hand-back',
      tasks: { filter: { view: 'mine', instanceId } },
    });
    expect(await finished(back.id)).toMatchObject({ done: 40 });
    expect(
      await post('case-handler-1', '/bulk/tasks', { act: 'claim', tasks: { filter: { view: 'mine', instanceId } } }),
    ).toMatchObject({
      code: 'not-found',
    });
    expect(await post('case-handler-1', '/bulk/tasks', { act: 'pass-on', tasks: { ids: ['x'] } })).toMatchObject({
      code: 'invalid-request',
    });
  });

  it('are gone on with after a restart, none done twice', async () => {
    const instanceId = await server.start('many', { n: 120 });
    const { id } = await post('case-handler-1', '/bulk/tasks', {
      act: 'claim',
      tasks: { filter: { view: 'group', instanceId } },
    });
    await server.stop();
    server = await PlayServer.start(config, server.clock);
    server.clock.advance(120_000);
    expect(await finished(id)).toMatchObject({ done: 120, failed: 0 });
    const audited = await server.database.reader.query(
      "SELECT object_id FROM audit_entry WHERE act = 'task-claimed' AND instance_id = ?",
      [instanceId],
    );
    expect(audited).toHaveLength(120);
  });

  it('are told of for thirty days', async () => {
    const [task] = await server.tasks(await server.start('many', { n: 1 }));
    const { id } = await post('case-handler-1', '/bulk/tasks', { act: 'claim', tasks: { ids: [task!.taskId] } });
    await finished(id);
    server.clock.advance(29 * day);
    await server.get(SweepBulk).run();
    expect(await server.database.reader.count(bulkItemTable, 'job_id = ?', [id])).toBe(1);
    server.clock.advance(2 * day);
    await server.get(SweepBulk).run();
    expect(await server.database.reader.byId(bulkJobTable, id)).toBeUndefined();
    expect(await server.database.reader.count(bulkItemTable, 'job_id = ?', [id])).toBe(0);
  });
});

it('a table holds no formula', () => {
  expect(toCsv([['=1+1', 'a "b"', null]])).toBe('\uFEFF"\'=1+1","a ""b""",""\r\n');
});
