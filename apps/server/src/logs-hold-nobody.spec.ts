import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DatabaseSystem } from '../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../test/support/databases.ts';
import { smallModel, userTask } from '../../../test/support/small-model.ts';
import { startOidc } from '../../../test/support/start-oidc.ts';
import { startSmtp } from '../../../test/support/start-smtp.ts';
import { eventually, freePort } from '../../../test/support/throw-away.ts';
import { createApp } from './create-app.ts';
import { JobRunner } from './jobs/index.ts';
import { SweepNotices } from './notifications/index.ts';
import { VirtualClock } from './platform/clock.ts';
import { Database } from './platform/database/database.ts';
import { Search } from './views/search.ts';

/** Everything personal and secret of the story; some come into it on the way. */
const personal = {
  name: 'Zigrīda Kļaviņa',
  code: '111285-17777',
  phone: '+371 2999 8877',
  email: 'zigrida.klavina@pasts.example',
  street: 'Ābeļdārzu iela 17',
  illness: 'epilepsija',
  file: 'Zigrīdas pase.txt',
  wrongPassword: 'Nepareiza-Parole-9',
  account: 'zigrida.ozolina',
  staffName: 'Zigrīda Ozoliņa',
  staffMail: 'zigrida.ozolina@novads.example',
  subject: 'subject-of-zigrida',
  clientSecret: 'secret of the tests',
};
const said = `${personal.name}, ${personal.code}, ${personal.phone}, ${personal.email}, ${personal.street}`;
const model = smallModel('story', [
  userTask('draft', 'case-handler', 'camunda:formKey="draft"'),
  userTask('decide', 'decision-maker'),
]);
const scripted = smallModel('scripted', [
  [
    'work',
    `<scriptTask id="work" scriptFormat="javascript"><script><![CDATA[throw new Error(applicant + ' is unknown')]]></script></scriptTask>`,
  ],
]);
const form = {
  type: 'default',
  components: [{ id: 'f', type: 'number', key: 'area', label: 'Area', validate: { required: true } }],
};

describe('The log of the server', () => {
  let system: DatabaseSystem;
  let smtp: Awaited<ReturnType<typeof startSmtp>>;
  let oidc: Awaited<ReturnType<typeof startOidc>>;
  let app: NestExpressApplication;
  let url: string;
  const clock = new VirtualClock(Date.UTC(2026, 2, 2, 9));
  const lines: string[] = [];
  const secrets: string[] = [];

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    smtp = await startSmtp();
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    oidc = await startOidc(`${url}/api/v1/session/oidc/callback`);
    const config = await system.newConfig({
      GAITA_MODE: 'demo',
      PUBLIC_URL: url,
      SMTP_URL: smtp.url,
      OIDC_ISSUER: oidc.issuer,
      OIDC_CLIENT_ID: 'gaita',
      OIDC_CLIENT_SECRET: personal.clientSecret,
    });
    app = await createApp({ config, clock, log: (line) => lines.push(line) });
    await app.listen(port, '127.0.0.1');
  });
  afterAll(async () => {
    await app?.close();
    await oidc?.stop();
    await smtp?.stop();
    await system?.stop();
  });

  const ask = async (as: string | undefined, method: string, path: string, body?: unknown, type = 'application/json') => {
    const authorization = as?.startsWith('Bearer') ? as : `Basic ${Buffer.from(`${as}:demo`).toString('base64')}`;
    const sent = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(as !== undefined && { authorization }), ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body: sent as string }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: readJson(text) };
  };
  /** What the log says of it, once it does. */
  const logged = (message: string) =>
    eventually(async () => {
      const found = lines.find((line) => line.includes(message));
      if (found === undefined) throw new Error(`Nothing says "${message}":\n${lines.slice(-5).join('')}`);
      return found;
    });

  /** Follows the sign-in at the provider to the address to which it sends back. */
  const callback = async (): Promise<{ address: string; cookie: string }> => {
    const jar = new Map<string, string>();
    let next = `${url}/api/v1/session/oidc`;
    for (let step = 0; step < 12; step++) {
      const cookie = [...jar.values()].join('; ');
      if (next.startsWith(`${url}/api/v1/session/oidc/callback`)) return { address: next.slice(url.length), cookie };
      const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
      for (const set of answer.headers.getSetCookie()) jar.set(set.split('=')[0]!, set.split(';')[0]!);
      next = new URL(answer.headers.get('location')!, next).href;
    }
    throw new Error('round and round');
  };

  it('names nobody and tells no secret, whatever is done and whatever fails', async () => {
    // sign-in: with a wrong password, as somebody who is not there, by session and token
    await ask(undefined, 'POST', '/api/v1/session', { account: 'case-handler-1', password: personal.wrongPassword });
    await ask(undefined, 'POST', '/api/v1/session', { account: personal.email, password: personal.wrongPassword });
    await ask(undefined, 'POST', '/api/v1/password-link', {
      token: personal.wrongPassword.repeat(2),
      password: personal.wrongPassword,
    });
    const session = await ask(undefined, 'POST', '/api/v1/session', { account: 'case-handler-1', password: 'demo' });
    secrets.push(...session.headers.getSetCookie().map((each) => each.split(';')[0]!.split('=')[1]!));
    const { token } = (await ask('case-handler-1', 'POST', '/api/v1/tokens', { name: 'mine', scopes: ['cases:read'], days: 1 }))
      .body;
    secrets.push(String(token), Buffer.from('case-handler-1:demo').toString('base64'));
    await ask(`Bearer ${String(token)}`, 'GET', '/api/v1/cases');
    await ask(`Bearer ${String(token)}x`, 'GET', '/api/v1/cases');

    // the provider: refused by the person, a code that is none, an answer that names people, one that is unreachable
    oidc.is({ sub: personal.subject, preferred_username: personal.account, name: personal.staffName, email: personal.staffMail });
    const good = await callback();
    secrets.push(new URL(good.address, url).searchParams.get('code')!);
    const forged = good.address.replace(/code=[^&]+/, `code=${encodeURIComponent(personal.subject)}`);
    await fetch(`${url}${forged}`, { redirect: 'manual', headers: { cookie: good.cookie } });
    await logged('sign-in by OpenID Connect failed');
    const again = await callback();
    const state = new URL(again.address, url).searchParams.get('state')!;
    const error = new URLSearchParams({
      error: 'server_error',
      error_description: `No entry for "${personal.staffMail}"`,
      state,
    });
    await fetch(`${url}/api/v1/session/oidc/callback?${error}`, { redirect: 'manual', headers: { cookie: again.cookie } });

    // an account, whose person cannot be written to
    const { staffName: name, staffMail: email, account } = personal;
    await ask('admin', 'POST', '/api/v1/accounts', { account, name, email, institution: 'dzelmes-novads', language: 'lv' });
    await ask('admin', 'POST', '/api/v1/accounts', { account, name, email, institution: 'dzelmes-novads', language: 'lv' });
    await ask('admin', 'POST', '/api/v1/registry/assignments', { account, role: 'case-handler' });

    // a case full of names
    const resources = (content: string) => [
      { name: 'model.bpmn', content },
      { name: 'draft.form', content: JSON.stringify(form) },
    ];
    for (const content of [model, scripted]) {
      const deployed = await ask('admin', 'POST', '/api/v1/deployments', { name: 'story', resources: resources(content) });
      expect(deployed.status).toBe(201);
    }
    const variables = { applicant: personal.name, personalCode: personal.code, health: personal.illness, contact: said };
    const started = await ask('case-handler-1', 'POST', '/api/v1/processes/story/start', {
      businessKey: personal.code,
      variables,
    });
    const caseId = String(started.body['id'] ?? started.body['instanceId'] ?? started.body['caseId']);
    const tasks = await ask('case-handler-1', 'GET', '/api/v1/tasks?view=group&processKey=story');
    const taskId = String((tasks.body['items'] as { id: string }[])[0]!.id);
    await ask('case-handler-1', 'POST', `/api/v1/cases/${caseId}/notes`, { text: said });
    const upload = await ask('case-handler-1', 'POST', `/api/v1/cases/${caseId}/uploads`, { name: personal.file, size: 5 });
    const uploadId = String(upload.body['id']);
    await ask('case-handler-1', 'PUT', `/api/v1/uploads/${uploadId}?offset=0`, Buffer.from('hello'), 'application/octet-stream');
    await ask('case-handler-1', 'POST', `/api/v1/uploads/${uploadId}/finish`);
    await ask('case-handler-1', 'PUT', `/api/v1/tasks/${taskId}/draft`, { seen: 0, values: { area: said } });
    await ask('case-handler-1', 'GET', `/api/v1/search?q=${encodeURIComponent(personal.name)}`);
    await ask('case-handler-1', 'GET', `/api/v1/processes/story/duplicates?applicant=${encodeURIComponent(personal.name)}`);
    await ask('case-handler-1', 'GET', `/api/v1/people?q=${encodeURIComponent(personal.staffName)}`);
    await ask('admin', 'POST', '/api/v1/privacy/find', { kind: 'applicant', identifier: personal.code });

    // bodies that are none, and imports that are none
    await ask('case-handler-1', 'POST', `/api/v1/tasks/${taskId}/complete`, { variables: { area: personal.name } });
    await ask('case-handler-1', 'POST', `/api/v1/tasks/${taskId}/complete`, `{"variables": {"applicant": ${personal.name}}}`);
    await ask('case-handler-1', 'POST', `/engine-rest/task/${taskId}/complete`, `{"variables": "${said}"`);
    await ask('case-handler-1', 'POST', `/engine-rest/process-instance`, { businessKey: { name: personal.name } });
    await ask('admin', 'POST', '/api/v1/deployments', {
      name: personal.name,
      resources: [{ name: 'x.bpmn', content: `<a>${said}` }],
    });
    await ask('admin', 'POST', '/api/v1/messages', { name: personal.name, businessKey: personal.code, timeToLive: 'PT0S' });

    // many at once, most of them refused
    const ids = [taskId, personal.code, personal.name.slice(0, 10)];
    await ask('department-head-1', 'POST', '/api/v1/bulk/tasks', { act: 'pass-on', account, tasks: { ids } });

    // a script that fails with a name
    await ask('case-handler-1', 'POST', '/api/v1/processes/scripted/start', { variables });
    while ((await app.get(JobRunner).runDue()) > 0);
    await logged('a job failed');

    // a mail server that knows nobody and says so
    smtp.knowsReaders(false);
    clock.advance(3_600_000);
    await app.get(SweepNotices).run();
    expect(await logged('a notice could not be sent')).toContain('all recipients were rejected');

    // what nobody foresaw
    const { reader } = app.get(Database);
    const find = reader.find.bind(reader);
    app.get(Search).run = () => Promise.reject(new SyntaxError(`Unexpected token in "${said}"`));
    reader.find = () => Promise.reject(new Error(`Duplicate entry '${personal.email}' for key 'person_email'`));
    expect((await ask('case-handler-1', 'GET', `/api/v1/search?q=${encodeURIComponent(personal.name)}`)).status).toBe(500);
    expect((await ask('case-handler-1', 'GET', `/engine-rest/task?assignee=${encodeURIComponent(personal.name)}`)).status).toBe(
      500,
    );
    reader.find = find;
    await logged('request failed');

    const whole = lines.join('');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
    const found = [...Object.values(personal), ...secrets, ...Object.values(personal).map(encodeURIComponent)].filter(
      (value) => value !== '' && whole.toLowerCase().includes(value.toLowerCase()),
    );
    expect({ found, lines: lines.filter((line) => found.some((value) => line.includes(value))) }).toEqual({
      found: [],
      lines: [],
    });
    // parts of names, in whatever case of the language
    expect(whole).not.toMatch(/Zigr[iī]d|Kļaviņ|klavina|ozolin|Ābeļdārz|111285|2999/i);
  });
});

function readJson(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
