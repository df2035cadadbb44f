import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.ts';
import { readEngineRestBodies } from './engine-rest/index.ts';
import { DemoPeople } from './identity/index.ts';
import { SeedModels } from './models/index.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { serveApiDocs } from './open-api/index.ts';
import { configureApp } from './platform/http/configure-app.ts';
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
  readonly quiet?: boolean;
}

/** The server ready to listen: migrated, with its people and processes. */
export async function createApp({ config, processes, web, clock, quiet }: AppOptions): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, clock), {
    bodyParser: false,
    logger: quiet ? ['error'] : new JsonLogger(),
    abortOnError: false,
  });
  readEngineRestBodies(app);
  configureApp(app);
  serveApiDocs(app);
  if (web !== undefined) serveWeb(app, web);
  await app.init();
  if (config.mode === 'demo') await app.get(DemoPeople).seed();
  if (processes !== undefined) await app.get(SeedModels).run(processes);
  return app;
}
