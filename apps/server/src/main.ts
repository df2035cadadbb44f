import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { Logger } from '@nestjs/common';
import { createApp } from './create-app.ts';
import { startDemo } from './demo/index.ts';
import { FirstAdministrator } from './identity/index.ts';
import { Config, ConfigError } from './platform/config.ts';
import { OperationalError } from './platform/errors.ts';
import { stopOnSignals } from './platform/http/stop-gracefully.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

async function main(): Promise<void> {
  const config = new Config(process.env);
  const processes = fromRoot('processes');
  const app = await createApp({ config, processes, web: fromRoot('apps/web/dist') });
  stopOnSignals(app, (exitCode) => process.exit(exitCode));
  await app.listen(config.port, config.host);
  const address = config.publicUrl;
  new Logger('server').log({ message: `Gaita answers on ${address}`, mode: config.mode, database: config.database.kind });
  if (config.mode === 'demo') void startDemo(app, processes);
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
