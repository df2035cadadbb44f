import { join } from 'node:path';
import { Config } from '../../apps/server/src/platform/config.ts';
import type { FailPoint } from '../../apps/server/src/platform/fail-points.ts';
import { failPoints } from '../../apps/server/src/platform/fail-points.ts';
import type { DatabaseName } from '../support/databases.ts';
import { startMariadb } from '../support/start-mariadb.ts';
import { startRedis } from '../support/start-redis.ts';
import type { ThrowAway } from '../support/throw-away.ts';
import { temporaryFolder } from '../support/throw-away.ts';
import type { Verdict } from './check/check-run.ts';
import { checkRun } from './check/check-run.ts';
import { Client } from './client.ts';
import { DatabaseProxy } from './database-proxy.ts';
import type { GaitaServer } from './gaita-server.ts';
import { Ledger } from './ledger.ts';
import { Random } from './random.ts';
import { Replicas } from './replicas.ts';
import { models } from './work/models.ts';

export interface StageOptions {
  /** The built server's `main.js`. */
  readonly main: string;
  readonly database: Extract<DatabaseName, 'SQLite' | 'MariaDB'>;
  readonly queue: 'embedded' | 'bullmq';
  /** SQLite takes one. */
  readonly replicas: number;
  readonly seed: number;
  /** Milliseconds for which Redis is away when it is away for a minute. */
  readonly minute?: number;
  /** Places at which servers die; all unless told. */
  readonly failPoints?: readonly FailPoint[];
  /** Folder in which the database lies; else it gets one. */
  readonly disk?: string;
  /** Variables of server and database besides, such as those that set their clocks. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Milliseconds by which their clocks are set forward. */
  readonly ahead?: number;
  /** Done with the servers before they are started, on an empty database. */
  readonly before?: (servers: readonly GaitaServer[]) => Promise<void>;
}

/** Servers with their own database (and Redis), their clients' ledger, and the processes that the clients work on. */
export interface Stage {
  /** Holds the ledger, the servers' log, and what the checker read when it found something. */
  readonly folder: string;
  readonly replicas: Replicas;
  readonly ledger: Ledger;
  readonly client: Client;
  /** MariaDB, not through the proxy. */
  readonly database?: ThrowAway;
  readonly databaseUrl: string;
  /** Between servers and MariaDB. */
  readonly proxy?: DatabaseProxy;
  readonly redis?: ThrowAway & { flush(): Promise<void> };
  readonly minute: number;
  readonly failPoints: readonly FailPoint[];
  /**
   * Leaves the servers alone, stops them and compares what was said with what is stored.
   * @param rest milliseconds in which the servers finish what they can do alone
   */
  check(rest?: number): Promise<Verdict>;
  /** @param keep leaves the folder for whoever wants to look */
  close(keep?: boolean): Promise<void>;
}

const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

export const openStage = async (options: StageOptions): Promise<Stage> => {
  const { main, queue, replicas: count, seed, minute = 60_000, environment: more = {}, ahead = 0 } = options;
  const folder = temporaryFolder('faults');
  const database =
    options.database === 'SQLite'
      ? undefined
      : await startMariadb({ ...(options.disk !== undefined && { disk: options.disk }), environment: more });
  const redis = queue === 'bullmq' ? await startRedis() : undefined;
  const proxy = database && (await DatabaseProxy.open(database.port));
  const databaseUrl = database?.url ?? `sqlite:${join(options.disk ?? folder.path, 'gaita.db')}`;
  const environment = {
    DATABASE_URL: proxy ? databaseUrl.replace(`:${database.port}/`, `:${proxy.port}/`) : databaseUrl,
    GAITA_FILES: join(folder.path, 'files'),
    ...(redis && { REDIS_URL: redis.url }),
    ...more,
  };
  const ledger = await Ledger.open(join(folder.path, 'ledger.jsonl'));
  const logFile = join(folder.path, 'server.log');
  const replicas = await Replicas.prepare(count, { main, environment, logFile, ledger });
  const client = new Client(replicas, ledger, new Random(seed));
  const close = async (keep = false) => {
    await replicas.stop();
    await ledger.close();
    await proxy?.close();
    await redis?.stop();
    await database?.stop();
    if (!keep) folder.remove();
  };
  const check = async (rest = 15_000) => {
    const quietSince = Date.now();
    await pause(rest);
    await replicas.stop();
    const config = new Config({ DATABASE_URL: databaseUrl });
    return checkRun({ config, ledgerFile: ledger.file, quietSince, ahead, evidenceFile: join(folder.path, 'evidence.json') });
  };
  const parts = {
    folder: folder.path,
    replicas,
    ledger,
    client,
    databaseUrl,
    minute,
    failPoints: options.failPoints ?? failPoints,
    check,
    close,
  };
  try {
    await options.before?.(replicas.all);
    await replicas.start();
    for (const { name, resources } of models) {
      const body = { name, resources };
      const ask = {
        account: 'admin',
        path: '/api/v1/deployments',
        body,
        key: `deploy-${name}`,
        intent: { act: 'deploy' },
      } as const;
      const deployed = await client.post(ask);
      if (deployed?.status !== 201) throw new Error(`${name} was not deployed: ${JSON.stringify(deployed)}`);
    }
  } catch (error) {
    await close(true);
    throw error;
  }
  return { ...parts, ...(database && { database }), ...(proxy && { proxy }), ...(redis && { redis }) };
};
