import type { ChildProcess } from 'node:child_process';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server of a test run: on a free loopback port, in a folder of its own, gone when it is stopped. */
export interface ThrowAway {
  readonly port: number;
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends it as a power cut would; the folder stays, so that `restart` finds what was synced. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A folder under the system's temporary one. `remove` deletes it with all in it. */
export const temporaryFolder = (purpose: string): { path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), `gaita-${purpose}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
};

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

/** Full path of the first of these programs that is installed; Debian keeps servers outside of an ordinary user's path. */
export const findProgram = (...names: string[]): string | undefined => {
  const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin:/sbin`;
  for (const name of names) {
    const { stdout, status } = spawnSync('sh', ['-c', `command -v ${name}`], { env: { PATH: path }, encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return undefined;
};

export const hasEnded = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

/** Tries until it succeeds; the last error is thrown when it does not in time. */
export const eventually = async <R>(attempt: () => Promise<R>, within = 60_000): Promise<R> => {
  const deadline = performance.now() + within;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
};

const running = new Map<ChildProcess, () => void>();
process.on('exit', () => {
  for (const end of running.values()) end();
});

/** Sees to it that the server does not outlive the tests, whatever happens to them. */
export const tied = (child: ChildProcess, end: () => void = () => void child.kill('SIGKILL')): ChildProcess => {
  running.set(child, end);
  child.once('exit', () => running.delete(child));
  return child;
};

/** Ends the program at once, and all that it has started: it must have been spawned `detached`, which gives it a group of its own. */
export const endGroup = (child: ChildProcess): void => {
  try {
    process.kill(-(child.pid as number), 'SIGKILL');
  } catch (error) {
    // all of them have ended by themselves
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};
