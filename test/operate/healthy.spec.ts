import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort, hasEnded } from '../support/throw-away.ts';

const program = fileURLToPath(new URL('../../apps/server/bin/healthy.mjs', import.meta.url));

const healthy = async (environment: Record<string, string>) => {
  const child = spawn(process.execPath, [program], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString('utf8')));
  await hasEnded(child);
  return { code: child.exitCode, said };
};

describe('The health check', () => {
  const opened: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of opened.splice(0)) await close();
  });
  const serve = async (host: string, answer: RequestListener): Promise<string> => {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    opened.push(
      () =>
        new Promise((resolve) => {
          server.closeAllConnections();
          server.close(() => resolve());
        }),
    );
    return String((server.address() as AddressInfo).port);
  };

  it.each(['127.0.0.1', '127.0.0.2', '0.0.0.0'])('asks where the server listens: HOST=%s', async (host) => {
    const port = await serve(host, (request, response) => {
      response.statusCode = request.url === '/health/ready' ? 200 : 404;
      response.end('{}');
    });
    expect(await healthy({ PORT: port, HOST: host })).toEqual({ code: 0, said: 'ready\n' });
  });

  it('tells what a server that is not ready says, and that none is there', async () => {
    const port = await serve('127.0.0.1', (_, response) => {
      response.statusCode = 503;
      response.end('{"status":"not-ready"}');
    });
    expect(await healthy({ PORT: port })).toEqual({ code: 1, said: 'not ready: {"status":"not-ready"}\n' });
    expect((await healthy({ PORT: String(await freePort()) })).said).toContain('ECONNREFUSED');
  });

  it('ends where a server takes the connection and says nothing', async () => {
    const port = await serve('127.0.0.1', () => {});
    const { code, said } = await healthy({ PORT: port });
    expect(code).toBe(1);
    expect(said).toMatch(/^not ready: .*(timeout|aborted)/i);
  }, 60_000);
});
