import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ThrowAway } from '../support/throw-away.ts';
import { eventually, findProgram, freePort, hasEnded, temporaryFolder, tied } from '../support/throw-away.ts';
import { hasMariadb, startMariadb } from '../support/start-mariadb.ts';
import { hasRedis, startRedis } from '../support/start-redis.ts';
import { Load, loadKey } from './load.ts';
import { root, RunningServer } from './running-server.ts';

const nginx = findProgram('nginx');
const canRun = nginx !== undefined && hasMariadb() && hasRedis();

/** `docker/proxy/nginx.conf` as it is, but for the addresses of this machine, which are looked up by no name (`resolve`, from nginx 1.27.3). */
const startProxy = async (folder: string, replicas: readonly RunningServer[], patience = '65s') => {
  const port = await freePort();
  let text = readFileSync(join(root, 'docker/proxy/nginx.conf'), 'utf8');
  replicas.forEach(({ url }, index) => (text = text.replace(`server-${index + 1}:3000 resolve`, new URL(url).host)));
  text = text.replace('listen 8080', `listen 127.0.0.1:${port}`).replaceAll('/tmp/', `${folder}/`);
  text = text.replace('proxy_read_timeout 65s', `proxy_read_timeout ${patience}`);
  text = text.replace('/dev/stdout', join(folder, 'access.log')).replace('/dev/stderr', join(folder, 'error.log'));
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, text);
  const child = tied(
    spawn(nginx as string, ['-c', file, '-g', `daemon off;${process.getuid?.() === 0 ? ' user root;' : ''}`], {
      stdio: 'ignore',
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200));
  /** Addresses of the replicas that were asked, the last of each request. */
  const asked = () =>
    readFileSync(join(folder, 'access.log'), 'utf8')
      .split('\n')
      .map((line) => /" \d+ ([\d.:, ]+) [\d, ]+ [\d.]+$/.exec(line)?.[1]?.split(', ') ?? [])
      .filter((addresses) => addresses.length > 0);
  const stop = async () => {
    child.kill('SIGTERM');
    await hasEnded(child);
  };
  return { url, asked, stop };
};

(canRun ? describe : describe.skip)('Three replicas behind the proxy of compose.scale.yml', () => {
  const folder = temporaryFolder('proxy');
  let database: ThrowAway;
  let redis: ThrowAway;
  let replicas: RunningServer[] = [];
  let proxy: Awaited<ReturnType<typeof startProxy>>;

  beforeAll(async () => {
    database = await startMariadb();
    redis = await startRedis();
    const environment = {
      ...{ DATABASE_URL: database.url, REDIS_URL: redis.url, GAITA_MODE: 'demo', TRUST_PROXY: '1' },
      GAITA_FILES: join(folder.path, 'files'),
    };
    // all at once, as compose starts them
    replicas = await Promise.all([1, 2, 3].map((number) => RunningServer.start(environment, join(folder.path, `${number}.log`))));
    proxy = await startProxy(folder.path, replicas);
  });
  afterAll(async () => {
    await proxy?.stop();
    await RunningServer.endAll();
    await redis?.stop();
    await database?.stop();
    folder.remove();
  });

  const headers = (key?: string) => ({
    authorization: `Basic ${Buffer.from('front-desk-1:demo').toString('base64')}`,
    'content-type': 'application/json',
    ...(key !== undefined && { 'idempotency-key': key }),
  });
  const start = (key: string) =>
    fetch(`${proxy.url}/api/v1/processes/${loadKey}/start`, {
      method: 'POST',
      headers: headers(key),
      body: JSON.stringify({ businessKey: key }),
    });

  it('share the requests', async () => {
    const load = new Load(proxy.url, 'shared');
    await load.begin(6);
    await eventually(async () => expect(load.ledger.length).toBeGreaterThan(30));
    await load.end();
    const last = proxy.asked().map((addresses) => addresses.at(-1));
    const counts = replicas.map(({ url }) => last.filter((address) => address === new URL(url).host).length);
    for (const count of counts) expect(count).toBeGreaterThan(last.length / 6);
  });

  it('tell an open page of a change at another replica at once', async () => {
    const stopping = new AbortController();
    const live = await fetch(`${proxy.url}/api/v1/live`, { headers: headers(), signal: stopping.signal });
    expect(live.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const reader = live.body!.getReader();
    let heard = '';
    const hearing = (async () => {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        heard += Buffer.from(value).toString('utf8');
      }
    })().catch(() => undefined);
    for (let number = 0; number < 6; number++) expect((await start(`live-${number}`)).status).toBe(201);
    await eventually(async () => expect(heard).toContain('event: changes'));
    stopping.abort();
    await hearing;
  });

  it('let workers wait for jobs longer than for other answers, by either name of the engine', async () => {
    const own = temporaryFolder('impatient-proxy');
    const impatient = await startProxy(own.path, replicas, '1s');
    const wait = (engine: string) =>
      fetch(`${impatient.url}/engine-rest${engine}/external-task/fetchAndLock`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from('admin:demo').toString('base64')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          ...{ workerId: 'patient', maxTasks: 1, asyncResponseTimeout: 3_000 },
          topics: [{ topicName: 'nothing-has-this-topic', lockDuration: 1_000 }],
        }),
      });
    const answers = await Promise.all([wait(''), wait('/engine/default')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await impatient.stop();
    own.remove();
  });

  it('hide that one is killed in the middle of work: what names itself is asked again of another, and done once', async () => {
    const keys = Array.from({ length: 60 }, (_, number) => `killed-${number}`);
    const answers: number[] = [];
    const asking = Promise.all(
      [0, 1, 2, 3].map(async (lane) => {
        for (const key of keys.filter((_, index) => index % 4 === lane)) {
          answers.push((await start(key)).status);
          answers.push((await fetch(`${proxy.url}/api/v1/session`, { headers: headers() })).status);
        }
      }),
    );
    await eventually(async () => expect(answers.length).toBeGreaterThan(10));
    await replicas[1]?.end('SIGKILL');
    await asking;
    expect(answers.filter((status) => status !== 201 && status !== 200)).toEqual([]);
    // some request met the killed one, and was passed on
    expect(proxy.asked().some((addresses) => addresses.length > 1)).toBe(true);
    const found = await fetch(
      `${proxy.url}/engine-rest/history/process-instance?processDefinitionKey=${loadKey}&maxResults=10000`,
      { headers: { authorization: `Basic ${Buffer.from('admin:demo').toString('base64')}` } },
    );
    const businessKeys = ((await found.json()) as { businessKey: string }[]).map(({ businessKey }) => businessKey);
    expect(businessKeys.filter((key) => key.startsWith('killed-')).sort()).toEqual([...keys].sort());
  });

  it('go on without a stir when one is stopped, as in a change of the release', async () => {
    const answers: number[] = [];
    let over = false;
    const asking = (async () => {
      for (let number = 0; !over; number++) answers.push((await start(`stopped-${number}`)).status);
    })();
    await eventually(async () => expect(answers.length).toBeGreaterThan(3));
    expect(await replicas[2]?.end('SIGTERM')).toBe(0);
    over = true;
    await asking;
    expect(answers.filter((status) => status !== 201)).toEqual([]);
  });

  it('show their measures to nobody outside', async () => {
    const own = await fetch(`${replicas[0]?.url}/METRICS/`);
    expect([own.status, await own.text()]).toEqual([200, expect.stringContaining('# TYPE')]);
    for (const path of ['/metrics', '/metrics/', '/METRICS', '/Metrics/', '//metrics', '/%6Detrics'])
      expect([path, (await fetch(`${proxy.url}${path}`)).status]).toEqual([path, 404]);
  });
});
