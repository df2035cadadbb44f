import { spawn } from 'node:child_process';
import { Redis } from 'ioredis';
import type { ThrowAway } from './throw-away.ts';
import { eventually, findProgram, freePort, hasEnded, temporaryFolder, tied } from './throw-away.ts';

export const hasRedis = (): boolean => findProgram('redis-server') !== undefined;

/** @returns an empty Redis with an append-only file, synced each second, as BullMQ asks for */
export const startRedis = async (): Promise<ThrowAway & { flush(): Promise<void> }> => {
  const program = findProgram('redis-server');
  if (!program) throw new Error('redis-server is not installed: apt-get install --no-install-recommends redis-server');
  const folder = temporaryFolder('redis');
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder.path,
    save: '',
    appendonly: 'yes',
    appendfsync: 'everysec',
    'maxmemory-policy': 'noeviction',
  };

  const ask = async <R>(question: (redis: Redis) => Promise<R>): Promise<R> => {
    const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 1 });
    redis.on('error', () => {});
    try {
      await redis.connect();
      return await question(redis);
    } finally {
      redis.disconnect();
    }
  };
  const launch = async () => {
    const started = tied(
      spawn(
        program,
        Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
        { stdio: 'ignore' },
      ),
    );
    await eventually(() => ask((redis) => redis.ping()));
    return started;
  };

  let child = await launch();
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await hasEnded(child);
  };
  return {
    port,
    url,
    get process() {
      return child;
    },
    flush: async () => void (await ask((redis) => redis.flushall())),
    kill: () => end('SIGKILL'),
    restart: async () => {
      child = await launch();
    },
    stop: async () => {
      await end('SIGKILL');
      folder.remove();
    },
  };
};
