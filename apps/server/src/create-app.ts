import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Express } from 'express';
import { AppModule } from './app.module.ts';
import { refuseUnreadableBodies } from './engine-rest/index.ts';
import { DemoPeople } from './identity/index.ts';
import { SeedModels } from './models/index.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { Database } from './platform/database/database.ts';
import type { MigrationClass } from './platform/database/migrate.ts';
import { serveApiDocs } from './open-api/index.ts';
import { configureApp } from './platform/http/configure-app.ts';
import { findRoutesQuickly } from './platform/http/find-routes.ts';
import { JsonLogger } from './platform/json-logger.ts';
import { serveWeb } from './serve-web.ts';

export interface AppOptions {
  readonly config: Config;
  /** Folder with the shipped processes; none are deployed without it. */
  readonly processes?: string;
  /** Folder with the built web app. */
  readonly web?: string;
  /** Instead of the database's time, for scenarios and tests. */
  readonly clock?: Clock;
  /** Of another release, for tests. */
  readonly migrations?: readonly MigrationClass[];
  readonly quiet?: boolean;
  /** Where the log goes; default: standard output. */
  readonly log?: (line: string) => void;
}

/** The server ready to listen: migrated, with its people and processes. */
export async function createApp({
  config,
  processes,
  web,
  clock,
  migrations,
  quiet,
  log,
}: AppOptions): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, clock, migrations), {
    bodyParser: false,
    logger: quiet ? ['error'] : new JsonLogger(log),
    abortOnError: false,
  });
  configureApp(app, refuseUnreadableBodies);
  serveApiDocs(app);
  if (web !== undefined) serveWeb(app, web);
  await app.init();
  findRoutesQuickly((app.getHttpAdapter().getInstance() as Express).router);
  await app.get(Database).seed(async () => {
    if (config.mode === 'demo') await app.get(DemoPeople).seed();
    if (processes !== undefined) await app.get(SeedModels).run(processes);
  });
  return app;
}
