import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../apps/server/src/platform/write-plan.ts';
import { hasMariadb, startMariadb } from '../support/start-mariadb.ts';
import { benchmarkModel, benchmarkVariables } from './benchmark-model.ts';
import { built } from './built.ts';
import type { Office } from './inbox-database.ts';
import { employ, giveRole, multiply, sendAway } from './inbox-database.ts';
import { openRaw } from './raw-database.ts';
import { figures } from './statistics.ts';
import type { Row } from './workload.ts';

type App = Awaited<ReturnType<typeof import('../../apps/server/src/create-app.ts').createApp>>;

const institution = 'dzelmes-novads';
const people = 500;
/** Whose work the three models are. */
const roles = ['case-handler', 'expert', 'decision-maker'];

/**
 * The inbox at the server, through HTTP and a session, with 100,000 open tasks and 1,000,000 finished ones in one institution of 500
 * people, 30 units and three models: on SQLite, and on MariaDB where it is installed.
 */
export async function benchInbox(open: number, done: number, times: number): Promise<Row[]> {
  const rows = await onSqlite((url) => benchOn(url, open, done, times));
  if (!hasMariadb()) return rows;
  const server = await startMariadb();
  try {
    return [...rows, ...(await benchOn(server.url, open, done, times))];
  } finally {
    await server.stop();
  }
}

async function onSqlite<T>(work: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'gaita-bench-'));
  try {
    return await work(`sqlite:${folder}/gaita.db`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchOn(url: string, open: number, done: number, times: number): Promise<Row[]> {
  const name = url.startsWith('sqlite:') ? 'SQLite' : 'MariaDB';
  const started = performance.now();
  await fillInbox(url, open, done);
  const filled: Row = { name: `${name}: filled`, value: (performance.now() - started) / 1000, unit: 's' };
  return [filled, ...(await measureInbox(url, times)).map((row) => ({ ...row, name: `${name}, ${row.name}` }))];
}

async function openApp(url: string): Promise<App> {
  const { createApp } = await built<typeof import('../../apps/server/src/create-app.ts')>('create-app');
  const { Config } = await built<typeof import('../../apps/server/src/platform/config.ts')>('platform/config');
  return createApp({ config: new Config({ DATABASE_URL: url, GAITA_MODE: 'demo' }), quiet: true });
}

/** Fills an empty database: of each model one case that waits and one that ended are really played, then copied. */
export async function fillInbox(url: string, open: number, done: number): Promise<void> {
  const app = await openApp(url);
  const played = [];
  for (const role of roles) played.push(await playTwo(app, role));
  await app.close();

  const raw = await openRaw(url);
  try {
    const office: Office = { institution, people, units: 30, now: Date.now() };
    await employ(raw, office, roles);
    await giveRole(raw, office, 4, 'department-head', 'unit-1');
    await giveRole(raw, office, 5, 'department-head');
    await sendAway(raw, office, 11, 3);
    const past = ['history_instance', 'history_task', 'history_variable'];
    const live = [...past, 'task', 'task_candidate', 'case_clock'];
    let from = 0;
    const copy = async (instanceId: string, tables: readonly string[], count: number) => {
      await multiply(raw, office, { instanceId, tables, from, count });
      from += count;
    };
    // A case that waits has one open task, one that ended left four.
    for (const { waiting } of played) await copy(waiting, live, Math.ceil(open / roles.length));
    for (const { ended } of played) await copy(ended, past, Math.ceil(done / 4 / roles.length));
    // MariaDB keeps count of its rows by itself, a little later; SQLite only where somebody asks it to, which no server does
    if (!url.startsWith('sqlite:')) await raw.run(`ANALYZE TABLE ${live.join(', ')}`);
  } finally {
    await raw.close();
  }
}

async function playTwo(app: App, role: string): Promise<{ waiting: string; ended: string }> {
  const { People } = await built<typeof import('../../apps/server/src/identity/index.ts')>('identity/index');
  const { DeployModels } = await built<typeof import('../../apps/server/src/models/index.ts')>('models/index');
  const { StartProcess } = await built<typeof import('../../apps/server/src/instances/index.ts')>('instances/index');
  const { CompleteTask, ListTasks } = await built<typeof import('../../apps/server/src/tasks/index.ts')>('tasks/index');
  const person = await app.get(People).byAccount(`${role}-1`);
  if (!person) throw new Error('the demo people are missing');
  const actor = await app.get(People).actorOf(person, 'basic');
  let count = 0;
  const command = (): Command => ({ id: `bench-${role}-${++count}`, account: actor.account });
  const model = benchmarkModel()
    .replaceAll('candidateGroups="case-handler"', `candidateGroups="${role}" camunda:dueDate="2027-01-31T12:00:00Z"`)
    .replace('<bpmn:process id="benchmark"', `<bpmn:process id="work-of-${role}" gaita:due="legal: administrative-act"`)
    .replace('<bpmn:definitions', '<bpmn:definitions xmlns:gaita="urn:gaita:bpmn:1"');
  const resources = [{ name: 'model.bpmn', content: model }];
  await app.get(DeployModels).run(command(), { institution: 'shared', name: role, resources, filterDuplicates: false });
  const start = async (): Promise<string> => {
    const started = await app.get(StartProcess).run(command(), actor, {
      processKey: `work-of-${role}`,
      businessKey: `C-${count}`,
      variables: { ...benchmarkVariables, title: 'Šķūņa būve' },
    });
    if ('rejected' in started) throw new Error(started.message);
    return started.instanceId;
  };
  const [waiting, ended] = [await start(), await start()];
  for (;;) {
    const [task] = await app.get(ListTasks).rows(actor, { instanceId: ended });
    if (!task) return { waiting, ended };
    const answer = await app.get(CompleteTask).run(command(), actor, task.taskId, { variables: {}, checkForm: false });
    if ('rejected' in answer) throw new Error(answer.message);
  }
}

/** Who looks, and at which lists beside their counts. */
const readers: readonly { account: string; who: string; lists: readonly string[] }[] = [
  {
    account: 'staff-1',
    who: 'three roles everywhere',
    lists: [
      'view=mine',
      'view=group',
      'view=group&sort=case',
      'view=group&sort=task',
      'view=group&sort=-due',
      'view=group&due=late',
      'view=group&process=work-of-expert&cols=amount,region,urgent',
      'view=group&offset=950',
      'view=group&q=skuna+b-777',
      'view=follow-up',
      'view=done',
    ],
  },
  { account: 'staff-2', who: 'three roles in a unit', lists: ['view=mine', 'view=group', 'view=group&sort=case'] },
  { account: 'staff-3', who: 'stands in for somebody', lists: ['view=mine', 'view=group', 'view=substitute'] },
  { account: 'staff-4', who: 'head of a unit', lists: ['view=team'] },
  { account: 'staff-5', who: 'head of all', lists: ['view=team', 'view=group', 'view=team&sort=holder'] },
  { account: 'admin', who: 'administrator', lists: ['view=group', 'view=team'] },
];

/** Each list as the page asks for it; then list and counts together, as the page does when it opens. */
export async function measureInbox(url: string, times: number): Promise<Row[]> {
  const app = await openApp(url);
  try {
    await app.listen(0, '127.0.0.1');
    const base = `${(await app.getUrl()).replace('[::1]', '127.0.0.1')}/api/v1`;
    const rows: Row[] = [];
    for (const { account, who, lists } of readers) {
      const get = await signIn(base, account);
      const [first = 'view=mine'] = lists;
      const work: [string, () => Promise<unknown>][] = [
        ...lists.map((list): [string, () => Promise<unknown>] => [list, () => get(`/inbox?${list}`)]),
        ['counts', () => get('/inbox/counts')],
        [`first page (${first} and counts)`, () => Promise.all([get(`/inbox?${first}`), get('/inbox/counts')])],
      ];
      if (account === 'staff-1') work.push(['search for a number', () => get('/search?q=b-77777')]);
      for (const [name, run] of work) rows.push(...(await timed(`${who}, ${name}`, run, times)));
    }
    return rows;
  } finally {
    await app.close();
  }
}

async function signIn(base: string, account: string): Promise<(path: string) => Promise<{ items?: unknown[] }>> {
  const answer = await fetch(`${base}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: 'demo' }),
  });
  if (!answer.ok) throw new Error(`${account} could not sign in: ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]);
  return async (path) => {
    const got = await fetch(base + path, { headers: { cookie: cookie.join('; ') } });
    if (!got.ok) throw new Error(`${path}: ${got.status} ${await got.text()}`);
    return (await got.json()) as { items?: unknown[] };
  };
}

async function timed(name: string, run: () => Promise<unknown>, times: number): Promise<Row[]> {
  const millis: number[] = [];
  let cpu = process.cpuUsage();
  for (let at = -2; at < times; at++) {
    if (at === 0) cpu = process.cpuUsage();
    const before = performance.now();
    await run();
    if (at >= 0) millis.push(performance.now() - before);
  }
  const { user, system } = process.cpuUsage(cpu);
  const { median, p95 } = figures(millis);
  return [
    { name: `${name}: median`, value: median, unit: 'ms', bound: 100 },
    { name: `${name}: p95`, value: p95, unit: 'ms' },
    { name: `${name}: CPU of the process`, value: (user + system) / 1000 / times, unit: 'ms' },
  ];
}
