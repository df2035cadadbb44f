import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { Readiness } from './readiness.ts';

/** Longer than any request takes but those that wait for news (long polls, streams). */
const patience = 8_000;

/**
 * On the first SIGTERM or SIGINT: no new requests, those in work are answered, the committer writes what waits, all is
 * closed. What still holds a connection after eight seconds is cut off. `ended` is called when all is done.
 * @returns stops in the same way without a signal; `ended` gets its exit code
 */
export const stopOnSignals = (app: INestApplication, ended: (exitCode: number) => void): ((exitCode: number) => void) => {
  let stopping = false;
  const stop = (exitCode: number) => {
    if (stopping) return;
    stopping = true;
    app.get(Readiness).stop();
    const server = app.getHttpServer() as Server;
    setTimeout(() => server.closeAllConnections(), patience).unref();
    app.close().then(
      () => ended(exitCode),
      () => ended(1),
    );
  };
  process.once('SIGTERM', () => stop(0));
  process.once('SIGINT', () => stop(0));
  return stop;
};
