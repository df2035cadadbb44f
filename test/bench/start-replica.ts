import { fork } from 'node:child_process';
import { hasEnded, tied } from '../support/throw-away.ts';
import { fromRoot } from './built.ts';

/** A server in a process of its own, demo people in it, without demo cases. */
export interface Replica {
  /** Address without a path. */
  readonly address: string;
  readonly pid: number;
  /** @param collect whether garbage is collected before */
  used(collect?: boolean): Promise<Used>;
  /** As a power cut for the process. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface Used {
  /** Milliseconds. */
  readonly cpu: number;
  readonly heap: number;
  readonly resident: number;
}

export interface ReplicaSettings {
  readonly database: string;
  readonly redis?: string | undefined;
  /** Whether the shipped processes are deployed. */
  readonly processes?: boolean;
}

interface Told {
  readonly cpu: NodeJS.CpuUsage;
  readonly memory: NodeJS.MemoryUsage;
}

export async function startReplica({ database, redis, processes }: ReplicaSettings): Promise<Replica> {
  const child = tied(
    fork(fromRoot('test/bench/dist/bench/serve.js'), [], {
      execArgv: ['--max-semi-space-size=64', '--expose-gc', '--no-warnings'],
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        DATABASE_URL: database,
        GAITA_MODE: 'demo',
        ...(redis !== undefined && { REDIS_URL: redis }),
        ...(processes && { BENCH_PROCESSES: 'yes' }),
      },
    }),
  );
  const answer = <T>() =>
    new Promise<T>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`the server ended with ${code}`));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        resolve(message as T);
      });
    });
  const { address } = await answer<{ address: string }>();
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return hasEnded(child);
  };
  return {
    address,
    pid: child.pid as number,
    used: async (collect = false) => {
      const told = answer<Told>();
      child.send(collect ? 'collect' : 'tell');
      const { cpu, memory } = await told;
      return { cpu: (cpu.user + cpu.system) / 1_000, heap: memory.heapUsed, resident: memory.rss };
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}
