import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { eventually, freePort } from '../../../../test/support/throw-away.ts';
import { Hearing } from '../../../../test/permissions/hear.ts';
import { createApp } from '../create-app.ts';
import { People, roleAssignmentTable } from '../identity/index.ts';

const account = 'case-handler-2';
const model = smallModel('matter', [userTask('check', 'case-handler'), userTask('again', 'case-handler')]);

describe.each(databaseNames)('A role that is revoked, on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let second: NestExpressApplication | undefined;
  /** Of both replicas, where the database allows two. */
  let urls: string[];

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    const config = await system.newConfig({ GAITA_MODE: 'demo' });
    server = await PlayServer.start(config);
    const first = server.app as NestExpressApplication;
    const port = await freePort();
    await first.listen(port, '127.0.0.1');
    urls = [`http://127.0.0.1:${port}`];
    await server.deploy(model);
    if (name === 'SQLite') return;
    second = await createApp({ config, clock: server.clock, quiet: true });
    const other = await freePort();
    await second.listen(other, '127.0.0.1');
    urls.push(`http://127.0.0.1:${other}`);
  });
  afterAll(async () => {
    await second?.close();
    await server?.stop();
    await system?.stop();
  });

  const ask = async (
    as: string,
    method: string,
    path: string,
    { body, url = urls[0]! }: { body?: object; url?: string } = {},
  ) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...authorized(as), 'content-type': 'application/json', origin: url },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };
  const basic = (of: string) => `Basic ${Buffer.from(`${of}:demo`).toString('base64')}`;
  const authorized = (as: string): Record<string, string> =>
    as.includes('=') && !as.startsWith('B') ? { cookie: as } : { authorization: as };
  const signIn = async () => {
    const response = await fetch(`${urls[0]}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, password: 'demo' }),
    });
    const cookies = response.headers.getSetCookie();
    return cookies.map((each) => each.split(';')[0]).join('; ');
  };

  it('counts from the next request on, by whatever way somebody came in, and in streams that are open', async () => {
    const caseId = await server.start('matter');
    const heldCase = await server.start('matter');
    const [task, held] = [await server.task(caseId), await server.task(heldCase)];
    server.clock.advance(1_000);
    const created = await ask(basic(account), 'POST', '/api/v1/tokens', {
      body: { name: 'mine', scopes: ['tasks:write', 'cases:read'], days: 1 },
    });
    const ways = [await signIn(), basic(account), `Bearer ${String(created.body['token'])}`];
    expect((await ask(ways[0]!, 'POST', `/api/v1/tasks/${held.taskId}/claim`)).status).toBe(200);
    const [assignment] = await server.database.reader.find(roleAssignmentTable, 'person_id = ?', [
      (await server.get(People).byAccount(account))!.id,
    ]);
    const sees = async (as: string, url: string) => {
      const lists = ['/api/v1/tasks?view=all', '/api/v1/inbox?view=group', '/engine-rest/task', '/engine-rest/process-instance'];
      const answers = await Promise.all(lists.map((path) => ask(as, 'GET', path, { url })));
      return answers.map(({ text }) => text.includes(caseId));
    };
    for (const as of ways) expect(await sees(as, urls[0]!)).toEqual([true, true, true, true]);
    const streams = await Promise.all(urls.flatMap((url) => ways.map((as) => Hearing.open(url, authorized(as)))));

    const end = await ask(basic('admin'), 'POST', `/api/v1/registry/assignments/${assignment!.id}/end`, {
      body: { revision: assignment!.revision },
    });
    expect(end.status).toBe(200);

    for (const url of urls)
      for (const as of ways) {
        expect(await sees(as, url)).toEqual([false, false, false, false]);
        const refused = await Promise.all([
          ask(as, 'GET', `/api/v1/tasks/${task.taskId}`, { url }),
          ask(as, 'POST', `/api/v1/tasks/${task.taskId}/claim`, { url }),
          ask(as, 'POST', `/api/v1/tasks/${held.taskId}/complete`, { url, body: { variables: {} } }),
          ask(as, 'POST', `/engine-rest/task/${task.taskId}/claim`, { url, body: { userId: account } }),
          ask(as, 'POST', `/engine-rest/task/${held.taskId}/complete`, { url, body: {} }),
          ask(as, 'GET', `/engine-rest/process-instance/${caseId}`, { url }),
        ]);
        expect(refused.filter(({ status }) => status < 400)).toEqual([]);
      }
    expect((await server.task(heldCase)).elementId).toBe('check');

    // a witness who may hear of it has, so the others would have, too
    const witnesses = await Promise.all(urls.map((url) => Hearing.open(url, { authorization: basic('case-handler-1') })));
    for (const stream of streams) await eventually(async () => expect(stream.heard).toContain('"session"'));
    const from = streams.map(({ heard }) => heard.length);
    expect((await ask(basic('case-handler-1'), 'POST', `/api/v1/tasks/${task.taskId}/claim`)).status).toBe(200);
    for (const witness of witnesses) await eventually(async () => expect(witness.heard).toContain(caseId));
    expect(streams.map(({ heard }, at) => heard.slice(from[at]).includes(caseId))).toEqual(streams.map(() => false));
    for (const each of [...streams, ...witnesses]) each.close();
  });

  it('is not used by what was asked before and is written after', async () => {
    const person = 'case-handler-1';
    const [assignment] = await server.database.reader.find(roleAssignmentTable, 'person_id = ?', [
      (await server.get(People).byAccount(person))!.id,
    ]);
    const tasks = await Promise.all(Array.from({ length: 8 }, async () => server.task(await server.start('matter'))));
    server.clock.advance(1_000);
    const [end, ...claims] = await Promise.all([
      ask(basic('admin'), 'POST', `/api/v1/registry/assignments/${assignment!.id}/end`, {
        body: { revision: assignment!.revision },
      }),
      ...tasks.map(({ taskId }, at) =>
        ask(basic(person), 'POST', `/api/v1/tasks/${taskId}/claim`, { url: urls[at % urls.length]! }),
      ),
    ]);
    expect(end.status).toBe(200);
    // 503: several lost to one another too often
    expect([200, 403, 404, 409, 503]).toEqual(expect.arrayContaining([...new Set(claims.map(({ status }) => status))]));
    const after = await Promise.all(
      tasks.map(({ taskId }) => ask(basic(person), 'POST', `/api/v1/tasks/${taskId}/complete`, { body: { variables: {} } })),
    );
    expect(after.filter(({ status }) => status < 400)).toEqual([]);
  });
});
