import { createServer, request as ask } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import fc from 'fast-check';
import { readBody } from './read-body.ts';

/** What a reader makes of a body: what it read, or how it refused. */
async function answering(reader: RequestHandler): Promise<Server> {
  const app = express();
  app.use(reader);
  app.use((request: Request, response: Response) => void response.json({ read: (request.body as unknown) ?? null }));
  app.use((error: { status: number; type: string; expose: boolean }, _: Request, response: Response, _next: NextFunction) => {
    response.status(error.status).json({ type: error.type, expose: error.expose });
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return server;
}

describe('A body', () => {
  let servers: readonly [ours: Server, express: Server];
  beforeAll(async () => {
    const limit = '6mb';
    const json = express.json({ limit, type: ['application/json', 'application/*+json'] });
    const form = express.urlencoded({ limit: '100kb', extended: false });
    const both: RequestHandler = (request, response, next) =>
      json(request, response, (error?: unknown) => (error === undefined ? form(request, response, next) : next(error)));
    servers = [await answering(readBody()), await answering(both)];
  });
  afterAll(() => {
    for (const server of servers) server.close();
  });

  const send = async (server: Server, type: string, body: Buffer | string, more: Record<string, string> = {}) => {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
      method: 'POST',
      headers: { ...(type !== '' && { 'content-type': type }), ...more },
      body: typeof body === 'string' ? Buffer.from(body) : new Uint8Array(body),
    });
    return [answer.status, await answer.json()] as const;
  };
  const alike = async (type: string, body: Buffer | string, more?: Record<string, string>) => {
    const [ours, theirs] = await Promise.all(servers.map((server) => send(server, type, body, more)));
    expect(ours).toEqual(theirs);
    return ours;
  };

  it.each([
    ['application/json', '{"a":[1,{"b":null}]}'],
    ['application/json; charset=utf-8', '{"name":"Jānis"}'],
    ['application/json;charset=UTF-8', '[1]'],
    ['application/json; charset=utf-16', Buffer.from('{"a":1}', 'utf16le')],
    ['application/json; charset=latin1', '{}'],
    ['application/merge-patch+json', '{"a":1}'],
    ['application/json', ''],
    ['application/json', ' '],
    ['application/json', '\uFEFF{"a":1}'],
    ['application/json', '{"a":'],
    ['application/json', '1'],
    ['application/json', 'null'],
    ['application/json', '"text"'],
    ['application/json', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['application/json', `{"a":"${'x'.repeat(100_000)}"}`],
    ['application/json', `{"a":"${'x'.repeat(6_400_000)}"}`],
    ['application/x-www-form-urlencoded', 'a=1&b=two'],
    ['Application/X-WWW-Form-Urlencoded', 'a=1'],
    ['text/plain', '{"a":1}'],
    ['', '{"a":1}'],
  ])('of %s is read as Express reads it', async (type, body) => {
    await alike(type, body);
  });

  it('that says it is packed is unpacked, or refused', async () => {
    expect((await alike('application/json', '{"a":1}', { 'content-encoding': 'gzip' }))?.[0]).toBe(400);
  });

  it('of any JSON is read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        await alike('application/json', text);
      }),
      { numRuns: 50 },
    );
  });

  it('that breaks off is over, and the next one is read', async () => {
    const { port } = servers[0].address() as AddressInfo;
    const sent = ask({
      port,
      host: '127.0.0.1',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': 9 },
    });
    sent.on('error', () => undefined);
    sent.write('{"a"');
    await new Promise((resolve) => setImmediate(resolve));
    sent.destroy();
    expect(await send(servers[0], 'application/json', '{}')).toEqual([200, { read: {} }]);
  });
});
