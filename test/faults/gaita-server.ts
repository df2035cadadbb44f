import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { freePort, hasEnded, tied } from '../support/throw-away.ts';
import type { HappeningEntry, Ledger } from './ledger.ts';

const mostToStart = 60_000;
const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

export interface ServerOptions {
  /** The built server's `main.js`. */
  readonly main: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Gets its output of all runs. */
  readonly logFile: string;
  readonly ledger: Ledger;
  /** Counts from 1. */
  readonly number: number;
}

/** One replica of the built server as a process of its own, so that it can be killed. */
export class GaitaServer {
  readonly url: string;
  readonly number: number;
  readonly logFile: string;
  /** It takes requests, as far as anybody outside can know. */
  ready = false;
  /** Set when it ended though nobody killed or stopped it. */
  crashed = false;
  private readonly options: ServerOptions;
  private readonly port: number;
  private child: ChildProcess | undefined;

  private constructor(options: ServerOptions, port: number) {
    this.options = options;
    this.number = options.number;
    this.logFile = options.logFile;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** @throws Error when the server was not built */
  static async prepare(options: ServerOptions): Promise<GaitaServer> {
    if (!existsSync(options.main))
      throw new Error(`The server is not built: ${options.main} is missing. Run npm run build first.`);
    return new GaitaServer(options, await freePort());
  }

  /**
   * Starts it, again and again while the database keeps it from that, as who watches over servers does.
   * @param more variables for this run only; with `GAITA_FAIL_POINT` it may die by itself
   * @returns milliseconds until it was ready for requests, or undefined when it was killed or died at its fail point before
   */
  async start(more: Readonly<Record<string, string>> = {}): Promise<number | undefined> {
    const began = performance.now();
    for (;;) {
      const child = await this.launch(more);
      while (this.child === child && !(await this.answers())) {
        if (child.exitCode !== null) break;
        if (performance.now() - began > mostToStart) throw new Error(`the server is not ready in time: see ${this.logFile}`);
        await pause(50);
      }
      if (this.child !== child) return undefined;
      if (child.exitCode === null) {
        this.ready = true;
        await this.tell('ready');
        return performance.now() - began;
      }
      if (performance.now() - began > mostToStart)
        throw new Error(`the server ended with ${child.exitCode}: see ${this.logFile}`);
      await pause(300);
    }
  }

  /** As a power cut for the process: nothing is closed, nothing written any more. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
    await this.tell('killed');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    await this.tell('stopped');
  }

  /** Stands still in the middle of whatever it does, and knows nothing of it. */
  async pauseFor(millis: number): Promise<void> {
    const { child } = this;
    child?.kill('SIGSTOP');
    await this.tell('paused');
    await pause(millis);
    await this.tell('resumed');
    child?.kill('SIGCONT');
  }

  /** Whether it has died at its fail point within that time. */
  async dies(within: number): Promise<boolean> {
    const until = performance.now() + within;
    while (this.child && performance.now() < until) await pause(20);
    return this.child === undefined;
  }

  private async launch(more: Readonly<Record<string, string>>): Promise<ChildProcess> {
    const log = openSync(this.logFile, 'a');
    const { PATH = '', HOME = '' } = process.env;
    const child = tied(
      spawn(process.execPath, ['--enable-source-maps', this.options.main], {
        env: { PATH, HOME, ...this.options.environment, PORT: String(this.port), GAITA_MODE: 'demo', ...more },
        stdio: ['ignore', log, log],
      }),
    );
    closeSync(log);
    this.child = child;
    child.once('exit', (code, signal) => void this.ended(child, code, signal, 'GAITA_FAIL_POINT' in more));
    await this.tell('started');
    return child;
  }

  private async ended(child: ChildProcess, code: number | null, signal: string | null, mayDie: boolean): Promise<void> {
    if (this.child !== child) return;
    const died = mayDie && signal === 'SIGKILL';
    if (died) this.child = undefined;
    if (died || this.ready) await this.tell('killed');
    if (this.ready && !died) {
      this.crashed = true;
      console.error(`server ${this.number} ended by itself with ${code ?? signal}: see ${this.logFile}`);
    }
    this.ready = false;
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this;
    this.child = undefined;
    this.ready = false;
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

  private tell(entry: HappeningEntry['entry']): Promise<void> {
    return this.options.ledger.write({ entry, at: Date.now(), replica: this.number });
  }
}
