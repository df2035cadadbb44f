import { Global, Module } from '@nestjs/common';
import type { INestApplication, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { migrations } from '../../migrations/index.ts';
import { Clock, VirtualClock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import { GroupCommitter } from '../../platform/committer/group-committer.ts';
import { Config } from '../../platform/config.ts';
import { Database } from '../../platform/database/database.ts';
import { ErrorFilter } from '../../platform/http/error.filter.ts';
import { answerPlainly } from '../../platform/http/answer-plainly.ts';
import { Ids } from '../../platform/ids.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import { IdentityModule } from '../identity.module.ts';

class CountedIds extends Ids {
  private made = 0;

  next(): string {
    return `id-${String(++this.made).padStart(8, '0')}`;
  }

  prefix(): string {
    return `${this.next()}-`;
  }
}

/** Identity alone on a real database, with a clock that the scenario sets. */
export interface IdentityApp {
  readonly app: INestApplication;
  readonly database: Database;
  readonly clock: VirtualClock;
  get<T>(type: abstract new (...parameters: never[]) => T): T;
  /** Writes rows as another part of the server would. */
  change(describe: (changes: RowChanges) => void): Promise<void>;
  close(): Promise<void>;
}

export const startOfScenario = Date.UTC(2026, 2, 2, 9);

export async function startIdentity(config: Config, controllers: Type[] = []): Promise<IdentityApp> {
  const clock = new VirtualClock(startOfScenario);
  const database = await Database.open(config, migrations);
  const committer = new GroupCommitter(database, clock);
  const ids = new CountedIds();
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
  const testing = await Test.createTestingModule({ imports: [Ports, IdentityModule], controllers }).compile();
  const app = testing.createNestApplication({ logger: false });
  app.useGlobalFilters(new ErrorFilter());
  answerPlainly(app.getHttpAdapter());
  const closeDatabase = async () => {
    await committer.stop();
    await database.close();
  };
  await app.init().catch(async (error: unknown) => {
    await closeDatabase();
    throw error;
  });
  return {
    app,
    database,
    clock,
    get: (type) => app.get(type as never),
    change: async (describe) => {
      const changes = new RowChanges();
      describe(changes);
      const command = { id: ids.next(), account: 'system' };
      await committer.run(command, async () => ({
        guards: [],
        changes: changes.list(),
        commands: [],
        answer: null,
        afterCommit: [],
      }));
    },
    close: async () => {
      await app.close();
      await closeDatabase();
    },
  };
}
