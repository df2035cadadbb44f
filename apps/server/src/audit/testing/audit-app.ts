import { Global, Module } from '@nestjs/common';
import type { INestApplication, Provider } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { migrations } from '../../migrations/index.ts';
import { Clock, VirtualClock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import { GroupCommitter } from '../../platform/committer/group-committer.ts';
import { Config } from '../../platform/config.ts';
import { Database } from '../../platform/database/database.ts';
import { Ids } from '../../platform/ids.ts';
import { RandomIds } from '../../platform/random-ids.ts';
import type { RowChanges as Changes } from '../../platform/write-plan.ts';
import { RowChanges } from '../../platform/write-plan.ts';

/** Parts of the audit on a real database, with a clock that the scenario sets; two on one database are two replicas. */
export interface AuditApp {
  readonly database: Database;
  readonly clock: VirtualClock;
  readonly ids: Ids;
  get<T>(type: abstract new (...parameters: never[]) => T): T;
  change(describe: (changes: Changes) => void): Promise<void>;
  /** As somebody with the database's password would. */
  byHand(sql: string, values?: readonly (string | number | null)[]): Promise<void>;
  close(): Promise<void>;
}

export const startOfScenario = Date.UTC(2026, 2, 2, 9);

export async function startAudit(
  config: Config,
  providers: Provider[],
  clock: VirtualClock = new VirtualClock(startOfScenario),
): Promise<AuditApp> {
  const database = await Database.open(config, migrations);
  const committer = new GroupCommitter(database, clock);
  const ids = new RandomIds(clock);
  const ports = [
    { provide: Config, useValue: config },
    { provide: Clock, useValue: clock },
    { provide: Ids, useValue: ids },
    { provide: Database, useValue: database },
    { provide: Committer, useValue: committer },
  ];
  class Ports {}
  Global()(Ports);
  Module({ providers: ports, exports: ports.map(({ provide }) => provide) })(Ports);
  const testing = await Test.createTestingModule({ imports: [Ports], providers }).compile();
  const app: INestApplication = testing.createNestApplication({ logger: false });
  await app.init();
  return {
    database,
    clock,
    ids,
    get: (type) => app.get(type as never),
    change: async (describe) => {
      const changes = new RowChanges();
      describe(changes);
      await committer.commit({ guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] });
    },
    byHand: (sql, values = []) => writeByHand(database, sql, values),
    close: async () => {
      await app.close();
      await committer.stop();
      await database.close();
    },
  };
}

const writeByHand = async (database: Database, sql: string, values: readonly (string | number | null)[]): Promise<void> => {
  const { writeAccess } = database;
  if (writeAccess.dialect === 'sqlite') return void writeAccess.connection.prepare(sql).run(...values);
  const { default: mysql } = await import('mysql2/promise');
  const connection = await mysql.createConnection(writeAccess.connection);
  await connection.query(sql, [...values]);
  await connection.end();
};
