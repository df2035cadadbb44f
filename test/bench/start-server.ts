import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fromRoot } from './built.ts';

/** The built server in a process of its own: demo people, a new SQLite file, a free port. */
export interface BenchServer {
  /** Address without a path. */
  readonly base: string;
  /** Calls a path below `/engine-rest` as a demo person, `admin` by default; throws what is not answered with success. */
  call<T>(method: 'GET' | 'POST', path: string, body?: object, as?: string): Promise<T>;
  stop(): Promise<void>;
}

const authorizationOf = (person: string): string => `Basic ${Buffer.from(`${person}:demo`).toString('base64')}`;

/** Comes back once the server answers and has made its demo cases. */
export async function startServer(): Promise<BenchServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gaita-bench-'));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const main = fromRoot('apps/server/dist/main.js');
  const env = { ...process.env, PORT: String(port), DATABASE_URL: `sqlite:${folder}/bench.db`, GAITA_MODE: 'demo' };
  const child = spawn(process.execPath, ['--max-semi-space-size=64', main], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));

  const call: BenchServer['call'] = async <T>(method: 'GET' | 'POST', path: string, body?: object, as = 'admin'): Promise<T> => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${base}/engine-rest/${path}`, {
      method,
      headers: { authorization: authorizationOf(as), ...(body && !isForm && { 'content-type': 'application/json' }) },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };

  for (const until = Date.now() + 30_000; ; await wait(100)) {
    if (await isReady(base)) break;
    if (Date.now() < until && child.exitCode === null) continue;
    await stop();
    throw new Error('the server does not answer');
  }
  // The demo cases are made in the background: they are all there when their number has not changed for two seconds.
  for (let before = -1, count = 0; before !== count; await wait(2_000))
    [before, count] = [count, (await call<{ count: number }>('GET', 'history/process-instance/count')).count];
  return { base, call, stop };
}

const isReady = (base: string): Promise<boolean> =>
  fetch(`${base}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
