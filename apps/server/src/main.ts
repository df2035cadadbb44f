import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { Logger } from '@nestjs/common';
import { createApp } from './create-app.ts';
import { startDemo } from './demo/index.ts';
import { DemoPeople, FirstAdministrator } from './identity/index.ts';
import { collectGarbage } from './platform/collect-garbage.ts';
import { Config, ConfigError } from './platform/config.ts';
import { Database } from './platform/database/database.ts';
import { OperationalError } from './platform/errors.ts';
import { armFailPoint } from './platform/fail-points.ts';
import { expectWritable } from './platform/files/expect-writable.ts';
import { stopOnSignals } from './platform/http/stop-gracefully.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Milliseconds after which what a start brings along is done, and V8 has seen that little is asked for: then it gives back most. */
const startIsOver = 10_000;

async function main(): Promise<void> {
  // database and documents are of people: what this process writes is for nobody else on the machine
  process.umask(0o077);
  const config = new Config(process.env);
  armFailPoint(config.failPoint);
  await expectWritable(config.files);
  const processes = fromRoot('processes');
  const app = await createApp({ config, processes, web: fromRoot('apps/web/dist') });
  const stop = stopOnSignals(app, (exitCode) => process.exit(exitCode));
  void app.get(Database).level?.unfit.then((sentence) => {
    new Logger('server').error({ message: sentence });
    stop(1);
  });
  await app.listen(config.port, config.host);
  const address = config.publicUrl;
  new Logger('server').log({ message: `Gaita answers on ${address}`, mode: config.mode, database: config.database.kind });
  const begun = config.mode === 'demo' ? startDemo(app, processes) : Promise.resolve();
  void begun.then(() => setTimeout(collectGarbage, startIsOver).unref());
  const samples = config.mode === 'production' ? await app.get(DemoPeople).count() : 0;
  if (samples > 0)
    new Logger('server').warn({
      message: `This database has ${samples} sample people of demo mode: they cannot sign in, but their institutions and cases are here. For real work set DATABASE_URL to an empty database.`,
    });
  const link = await app.get(FirstAdministrator).openLink();
  if (link !== undefined) new Logger('server').log({ message: `Create the first administrator within a day at ${link}` });
}

/** Mistakes of the start in words; everything else with its trace. */
function explain(error: unknown): unknown {
  const { code, address, port } = error as { code?: string; address?: string; port?: number };
  if (error instanceof ConfigError || error instanceof OperationalError) return error.message;
  if (code === 'EADDRINUSE') return `Port ${port} of ${address} is taken: stop what listens there, or set PORT.`;
  if (code === 'EACCES' && port !== undefined) return `Port ${port} may not be opened: set PORT to one above 1023.`;
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') return 'HOST is no address of this machine: set HOST.';
  return error;
}

main().catch((error: unknown) => {
  console.error(explain(error)); // eslint-disable-line no-console -- before there is a logger
  process.exit(1);
});
