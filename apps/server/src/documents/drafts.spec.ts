import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { day, PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { CancelInstance } from '../instances/index.ts';
import { commandTable } from '../platform/command-table.ts';
import { SweepDrafts } from './drafts/sweep-drafts.ts';
import { draftTable } from './tables.ts';

const model = (version: string) =>
  smallModel('apply', [userTask('receive', 'front-desk', `camunda:formKey="${version}"`), userTask('decide', 'decision-maker')]);
const form = (...keys: string[]) =>
  JSON.stringify({ components: keys.map((key) => ({ type: 'textfield', id: key, key, label: key })) });

describe.each(databaseNames)('Drafts on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy(model('first'), { 'first.form': form('applicant', 'address') });
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const http = () => request((server.app as NestExpressApplication).getHttpServer());
  const get = (account: string, path: string) => http().get(`/api/v1${path}`).auth(account, 'demo');
  const put = (account: string, path: string, body: object) => http().put(`/api/v1${path}`).auth(account, 'demo').send(body);
  const open = async () => {
    server.clock.advance(1000);
    const instanceId = await server.start('apply', {}, 'admin');
    return { instanceId, taskId: (await server.task(instanceId)).taskId };
  };

  it('come back wherever the person signs in, and to nobody else', async () => {
    const { taskId } = await open();
    const { body: saved } = await put('front-desk-1', `/tasks/${taskId}/draft`, { seen: 0, values: { applicant: 'Anna' } });
    expect(saved).toEqual({ revision: 1, savedAt: server.clock.now() });
    await put('front-desk-1', `/tasks/${taskId}/draft`, { seen: 1, values: { applicant: 'Anna Kļaviņa' } }).expect(200);

    const { body: found } = await get('front-desk-1', `/tasks/${taskId}/draft`).expect(200);
    expect(found).toEqual({ draft: { revision: 2, savedAt: server.clock.now(), values: { applicant: 'Anna Kļaviņa' } } });
    expect((await get('front-desk-2', `/tasks/${taskId}/draft`)).body).toEqual({});
    expect((await get('admin', `/tasks/${taskId}/draft`)).body.draft).toBeUndefined();
    expect((await get('admin', '/drafts')).body).toEqual({ items: [] });
    expect((await get('front-desk-1', '/drafts')).body.items).toMatchObject([{ key: `task:${taskId}`, taskId, gone: false }]);
    await get('front-desk-1', '/tasks/no-such-task/draft').expect(404);
    await put('front-desk-1', '/tasks/no-such-task/draft', { seen: 0, values: {} }).expect(404);
  });

  it('tell of what another device saved meanwhile and overwrite nothing', async () => {
    const { taskId } = await open();
    const path = `/tasks/${taskId}/draft`;
    await put('front-desk-1', path, { seen: 0, values: { applicant: 'at the desk' } }).expect(200);
    const { body: refused } = await put('front-desk-1', path, { seen: 0, values: { applicant: 'on the phone' } }).expect(409);
    expect(refused).toMatchObject({
      code: 'version-conflict',
      details: { draft: { revision: 1, values: { applicant: 'at the desk' } } },
    });
    const { body: repeated } = await put('front-desk-1', path, { seen: 0, values: { applicant: 'at the desk' } }).expect(200);
    expect(repeated.revision).toBe(1);
    await put('front-desk-1', path, { seen: 1, values: { applicant: 'on the phone' } }).expect(200);
  });

  it('lose no word of two first saves at once', async () => {
    const { taskId } = await open();
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((applicant) =>
        put('front-desk-1', `/tasks/${taskId}/draft`, { seen: 0, values: { applicant } }).then(({ status }) => status),
      ),
    );
    expect(answers.sort()).toEqual([200, 409, 409]);
  });

  it('are kept for 30 days when the task was taken by somebody else or withdrawn, with the form that names the fields', async () => {
    const { taskId, instanceId } = await open();
    const path = `/tasks/${taskId}/draft`;
    await put('front-desk-1', path, { seen: 0, values: { applicant: 'Anna', address: 'Rīga' } }).expect(200);
    await http().post(`/api/v1/tasks/${taskId}/claim`).auth('front-desk-2', 'demo').expect(200);
    const { body: taken } = await put('front-desk-1', path, { seen: 1, values: { applicant: 'Anna B.', address: 'Rīga' } });
    expect(taken).toMatchObject({ revision: 2, gone: { code: 'task-claimed-by-other', details: { assignee: 'front-desk-2' } } });

    await server.get(CancelInstance).run(server.command('admin'), await server.as('admin'), instanceId, 'no longer wanted');
    const { body: withdrawn } = await put('front-desk-1', path, { seen: 2, values: { applicant: 'Anna C.', address: 'Rīga' } });
    expect(withdrawn).toMatchObject({ revision: 3, gone: { code: 'task-withdrawn' } });
    const { body: kept } = await get('front-desk-1', path).expect(200);
    expect(kept).toMatchObject({
      draft: { values: { applicant: 'Anna C.' }, form: { schema: { components: [{ key: 'applicant' }, { key: 'address' }] } } },
      gone: { code: 'task-withdrawn' },
    });
    expect((await get('front-desk-1', '/drafts')).body.items[0]).toMatchObject({ taskId, gone: true, name: 'receive' });

    server.clock.advance(29 * day);
    await server.get(SweepDrafts).run();
    expect((await get('front-desk-1', path)).body.draft).toBeDefined();
    server.clock.advance(2 * day);
    await server.get(SweepDrafts).run();
    expect((await get('front-desk-1', path)).body.draft).toBeUndefined();
  });

  it('stay a day after the person sent the form, and as long as an open task', async () => {
    const [sent, waiting] = [await open(), await open()];
    await put('front-desk-1', `/tasks/${sent.taskId}/draft`, { seen: 0, values: { applicant: 'sent' } }).expect(200);
    await put('front-desk-1', `/tasks/${waiting.taskId}/draft`, { seen: 0, values: { applicant: 'open' } }).expect(200);
    await server.complete(sent.taskId, 'front-desk-1');
    await server.get(SweepDrafts).run();
    const left = async () => (await get('front-desk-1', '/drafts')).body.items.map(({ taskId }: { taskId: string }) => taskId);
    expect(await left()).toEqual(expect.arrayContaining([sent.taskId, waiting.taskId]));
    server.clock.advance(40 * day);
    await server.get(SweepDrafts).run();
    expect(await left()).toContain(waiting.taskId);
    expect(await left()).not.toContain(sent.taskId);
    await http().delete(`/api/v1/tasks/${waiting.taskId}/draft`).auth('front-desk-1', 'demo').expect(204);
    expect(await left()).not.toContain(waiting.taskId);
  });

  it('are kept for a form that starts a case, too, and know the form when the process changes', async () => {
    await put('front-desk-1', '/processes/apply/draft', { seen: 0, values: { applicant: 'Anna' } }).expect(200);
    expect((await get('front-desk-1', '/processes/apply/draft')).body.draft.values).toEqual({ applicant: 'Anna' });
    await put('front-desk-1', '/processes/no-such-process/draft', { seen: 0, values: {} }).expect(404);
    await http().delete('/api/v1/processes/apply/draft').auth('front-desk-1', 'demo').expect(204);
    expect((await get('front-desk-1', '/processes/apply/draft')).body).toEqual({});
  });

  it('cost one row a save and no command', async () => {
    const { taskId } = await open();
    const { reader } = server.database;
    const before = [await reader.count(commandTable), await reader.count(draftTable)] as const;
    for (let seen = 0; seen < 20; seen++)
      await put('front-desk-1', `/tasks/${taskId}/draft`, { seen, values: { applicant: 'x'.repeat(seen) } }).expect(200);
    expect(await reader.count(commandTable)).toBe(before[0]);
    expect(await reader.count(draftTable)).toBe(before[1] + 1);
    await put('front-desk-1', `/tasks/${taskId}/draft`, { seen: 20, values: { applicant: 'x'.repeat(1_000_001) } }).expect(413);
    await put('front-desk-1', `/tasks/${taskId}/draft`, { seen: 20, values: 'x' }).expect(400);
  });
});
