import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { freePort, hasEnded, tied } from '../support/throw-away.ts';
import type { Ledger } from './ledger.ts';

const mostToStart = 60_000;

/** The built server as a process of its own, so that it can be killed. */
export class GaitaServer {
  readonly url: string;
  /** Its output of all runs. */
  readonly logFile: string;
  private readonly main: string;
  private readonly environment: Readonly<Record<string, string>>;
  private readonly ledger: Ledger;
  private child: ChildProcess | undefined;
  private expected = true;

  private constructor(main: string, port: number, environment: Record<string, string>, logFile: string, ledger: Ledger) {
    this.main = main;
    this.url = `http://127.0.0.1:${port}`;
    this.environment = { ...environment, PORT: String(port), GAITA_MODE: 'demo' };
    this.logFile = logFile;
    this.ledger = ledger;
  }

  /** @throws Error when the server was not built */
  static async prepare(main: string, environment: Record<string, string>, logFile: string, ledger: Ledger): Promise<GaitaServer> {
    if (!existsSync(main)) throw new Error(`The server is not built: ${main} is missing. Run npm run build first.`);
    return new GaitaServer(main, await freePort(), environment, logFile, ledger);
  }

  /** Set when it ended though nobody killed or stopped it. */
  get crashed(): boolean {
    return !this.expected;
  }

  /** @returns milliseconds until it was ready for requests, or undefined when it was killed before */
  async start(): Promise<number | undefined> {
    const log = openSync(this.logFile, 'a');
    const began = performance.now();
    const { PATH = '', HOME = '' } = process.env;
    const child = tied(
      spawn(process.execPath, ['--enable-source-maps', this.main], {
        env: { PATH, HOME, ...this.environment },
        stdio: ['ignore', log, log],
      }),
    );
    closeSync(log);
    this.child = child;
    child.once('exit', (code) => {
      if (this.child === child) this.expected = false;
      if (this.child === child) console.error(`the server ended by itself with ${code}: see ${this.logFile}`);
    });
    await this.ledger.write({ entry: 'started', at: Date.now() });
    while (this.child === child && !(await this.answers())) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: see ${this.logFile}`);
      if (performance.now() - began > mostToStart) throw new Error(`the server is not ready in time: see ${this.logFile}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (this.child !== child) return undefined;
    await this.ledger.write({ entry: 'ready', at: Date.now() });
    return performance.now() - began;
  }

  /** As a power cut for the process: nothing is closed, nothing written any more. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
    await this.ledger.write({ entry: 'killed', at: Date.now() });
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    await this.ledger.write({ entry: 'stopped', at: Date.now() });
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child) return;
    child.kill(signal);
    await hasEnded(child);
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }
}
