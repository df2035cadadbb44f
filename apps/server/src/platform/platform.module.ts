import { Global, Logger, Module } from '@nestjs/common';
import type { BeforeApplicationShutdown, DynamicModule, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Announcements } from './announcements/announcements.ts';
import type { AnnouncementLink } from './announcements/announcements.ts';
import { DatabaseLink } from './announcements/database-link.ts';
import { Clock } from './clock.ts';
import { Committer } from './committer.ts';
import { GroupCommitter } from './committer/group-committer.ts';
import { PurgeCommands } from './committer/purge-commands.ts';
import { Config } from './config.ts';
import { DatabaseClock } from './database-clock.ts';
import { Database } from './database/database.ts';
import type { MigrationClass } from './database/migrate.ts';
import { DiskFileStore } from './files/disk-file-store.ts';
import { FileStore } from './files/file-store.ts';
import { ClamdScanner, NoVirusScanner, VirusScanner } from './files/virus-scanner.ts';
import { Admission } from './http/admission.ts';
import { EventLoopMeter, LoadMeter } from './http/load-meter.ts';
import { Readiness } from './http/readiness.ts';
import { Ids } from './ids.ts';
import { Metrics } from './metrics.ts';
import { openQueue } from './queue/open-queue.ts';
import { RedisLink } from './queue/redis-link.ts';
import { WakeQueue } from './queue/wake-queue.ts';
import { RandomIds } from './random-ids.ts';

export interface PlatformOptions {
  readonly config: Config;
  readonly migrations: readonly MigrationClass[];
  /** Instead of the database's time: scenarios and tests bring a `VirtualClock`. */
  readonly clock?: Clock;
}

const log = new Logger('platform');

/** The ground floor, there for every feature without importing it. Closed last: after the requests and the features' own work. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly database: Database;
  private readonly committer: Committer;
  private readonly clock: Clock;
  private readonly queue: WakeQueue;
  private readonly announcements: Announcements;

  constructor(database: Database, committer: Committer, clock: Clock, queue: WakeQueue, announcements: Announcements) {
    this.database = database;
    this.committer = committer;
    this.clock = clock;
    this.queue = queue;
    this.announcements = announcements;
  }

  static with({ config, migrations, clock }: PlatformOptions): DynamicModule {
    const providers = [
      { provide: Config, useValue: config },
      { provide: Database, useFactory: () => Database.open(config, migrations) },
      { provide: Clock, inject: [Database], useFactory: (database: Database) => clock ?? databaseClock(database) },
      { provide: Ids, inject: [Clock], useFactory: (given: Clock) => new RandomIds(given) },
      Metrics,
      {
        provide: Committer,
        inject: [Database, Clock, Metrics, Announcements],
        useFactory: (database: Database, given: Clock, metrics: Metrics, announcements: Announcements) =>
          new GroupCommitter(database, given, observed(metrics), announcements),
      },
      {
        provide: Announcements,
        inject: [Database, Clock, Ids],
        useFactory: (database: Database, given: Clock, ids: Ids) =>
          new Announcements(() => ids.next(), openLink(config, database, given, ids.next())),
      },
      { provide: WakeQueue, inject: [Clock], useFactory: (given: Clock) => openQueue(config, given) },
      { provide: FileStore, useFactory: () => new DiskFileStore(config.files) },
      {
        provide: VirusScanner,
        useFactory: () => (config.virusScanner === undefined ? new NoVirusScanner() : new ClamdScanner(config.virusScanner)),
      },
      Readiness,
      { provide: LoadMeter, useFactory: () => new EventLoopMeter() },
      Admission,
    ];
    return { module: PlatformModule, providers: [...providers, PurgeCommands], exports: providers.map(tokenOf) };
  }

  /** After every feature's `onModuleInit`, where it names its handlers. */
  onApplicationBootstrap(): Promise<void> {
    this.announcements.start();
    return this.queue.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.queue.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.announcements.stop();
    await (this.committer as GroupCommitter).stop();
    if (this.clock instanceof DatabaseClock) this.clock.stop();
    await this.database.close();
  }
}

const tokenOf = (provider: { provide: unknown } | (new (...given: never[]) => unknown)) =>
  (typeof provider === 'function' ? provider : provider.provide) as typeof Config;

/** A file of SQLite is held by one server: there is nobody else to tell. */
const openLink = (config: Config, database: Database, clock: Clock, origin: string): AnnouncementLink | undefined => {
  if (config.redisUrl !== undefined) return new RedisLink(config.redisUrl, origin);
  return database.dialect === 'sqlite' ? undefined : new DatabaseLink(database, clock, origin);
};

const databaseClock = async (database: Database): Promise<Clock> => {
  const clock = new DatabaseClock(database);
  await clock.start();
  return clock;
};

const observed = (metrics: Metrics) => ({
  batch: metrics.batch.bind(metrics),
  effectFailed: (error: unknown) => {
    metrics.effectFailed();
    log.error({ message: 'an effect after the commit failed', error: (error as Error | null)?.stack ?? String(error) });
  },
});
