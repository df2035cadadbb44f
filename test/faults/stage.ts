import { join } from 'node:path';
import { Config } from '../../apps/server/src/platform/config.ts';
import type { DatabaseName } from '../support/databases.ts';
import { startDatabaseSystem } from '../support/databases.ts';
import { startRedis } from '../support/start-redis.ts';
import { temporaryFolder } from '../support/throw-away.ts';
import type { Verdict } from './check/check-run.ts';
import { checkRun } from './check/check-run.ts';
import { Client } from './client.ts';
import { GaitaServer } from './gaita-server.ts';
import { Ledger } from './ledger.ts';
import { clockworkDeployment } from './work/clockwork-model.ts';

/** A server with its own database (and Redis), its clients' ledger, and the processes that the clients work on. */
export interface Stage {
  /** Holds the ledger, the server's log, and what the checker read when it found something. */
  readonly folder: string;
  readonly server: GaitaServer;
  readonly ledger: Ledger;
  readonly client: Client;
  readonly flushRedis?: () => Promise<void>;
  /**
   * Leaves the server alone, stops it and compares what was said with what is stored.
   * @param rest milliseconds in which the server finishes what it can do alone
   */
  check(rest?: number): Promise<Verdict>;
  /** @param keep leaves the folder for whoever wants to look */
  close(keep?: boolean): Promise<void>;
}

const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

/** @param main the built server */
export const openStage = async (main: string, database: DatabaseName, queue: 'embedded' | 'bullmq'): Promise<Stage> => {
  const folder = temporaryFolder('faults');
  const system = database === 'SQLite' ? undefined : await startDatabaseSystem(database);
  const redis = queue === 'bullmq' ? await startRedis() : undefined;
  const config = (await system?.newConfig()) ?? new Config({ DATABASE_URL: `sqlite:${join(folder.path, 'gaita.db')}` });
  const environment = { DATABASE_URL: config.database.url, ...(redis && { REDIS_URL: redis.url }) };
  const ledger = await Ledger.open(join(folder.path, 'ledger.jsonl'));
  const server = await GaitaServer.prepare(main, environment, join(folder.path, 'server.log'), ledger);
  const client = new Client(server, ledger);
  const close = async (keep = false) => {
    await server.stop();
    await ledger.close();
    await redis?.stop();
    await system?.stop();
    if (!keep) folder.remove();
  };
  const check = async (rest = 15_000) => {
    const quietSince = Date.now();
    await pause(rest);
    await server.stop();
    return checkRun(config, ledger.file, quietSince, join(folder.path, 'evidence.json'));
  };
  try {
    await server.start();
    const deployed = await client.post({
      account: 'admin',
      path: '/api/v1/deployments',
      body: clockworkDeployment,
      key: 'deploy-clockwork',
      intent: { act: 'deploy' },
    });
    if (deployed?.status !== 201) throw new Error(`the clockwork was not deployed: ${JSON.stringify(deployed)}`);
  } catch (error) {
    await close(true);
    throw error;
  }
  return { folder: folder.path, server, ledger, client, ...(redis && { flushRedis: () => redis.flush() }), check, close };
};
