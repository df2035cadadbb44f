import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually, freePort, hasEnded, tied } from '../support/throw-away.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The server's program as its sources are: builds what is stale. */
export const buildStale = async (): Promise<void> => {
  const { code, said } = await npmRun(['build'], {});
  if (code !== 0) throw new Error(`The server was not built:\n${said}`);
};

/** The built server as a process of its own. */
export class RunningServer {
  /** @param environment its settings; nothing of the test's own environment but the path reaches it */
  static async start(environment: Readonly<Record<string, string>>, logFile: string): Promise<RunningServer> {
    const server = await RunningServer.launch(environment, logFile);
    await eventually(async () => {
      if (server.child.exitCode !== null) throw new Error(`the server ended with ${server.child.exitCode}: ${server.log}`);
      const { ok } = await fetch(`${server.url}/health/ready`);
      if (!ok) throw new Error('the server is not ready');
    }, 60_000);
    return server;
  }

  static async launch(environment: Readonly<Record<string, string>>, logFile: string): Promise<RunningServer> {
    const port = environment['PORT'] ?? String(await freePort());
    const log = openSync(logFile, 'a');
    const { PATH = '' } = process.env;
    const child = tied(
      spawn(process.execPath, [join(root, 'apps/server/dist/main.js')], {
        env: { PATH, ...environment, PORT: port },
        stdio: ['ignore', log, log],
      }),
    );
    closeSync(log);
    return new RunningServer(child, `http://127.0.0.1:${port}`, logFile);
  }

  readonly child: ChildProcess;
  readonly url: string;
  private readonly logFile: string;

  private constructor(child: ChildProcess, url: string, logFile: string) {
    this.child = child;
    this.url = url;
    this.logFile = logFile;
    RunningServer.all.push(this);
  }

  get log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  private static readonly all: RunningServer[] = [];

  /** For the end of a spec, whatever has failed in it. */
  static async endAll(): Promise<void> {
    await Promise.all(RunningServer.all.map((server) => server.end('SIGKILL')));
  }

  /** @returns its exit code; null for one that was killed */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    this.child.kill(signal);
    await hasEnded(this.child);
    return this.child.exitCode;
  }
}

/** An `npm run …` of the page for operators. */
export const npmRun = (args: readonly string[], environment: Readonly<Record<string, string>>) =>
  new Promise<{ code: number | null; said: string }>((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env;
    const child = tied(spawn('npm', ['run', '-s', ...args], { cwd: root, env: { PATH, HOME, ...environment } }));
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (said += part.toString('utf8')));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
