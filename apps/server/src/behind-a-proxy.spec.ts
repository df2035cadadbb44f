import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { DatabaseSystem } from '../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../test/support/databases.ts';
import { createApp } from './create-app.ts';

/** Failed attempts after which one account is not tried any more from one address. */
const most = 10;

describe.each([
  ['one proxy by its number', '1'],
  ['proxies by their addresses', 'loopback, 10.0.0.0/8'],
  ['no proxy', undefined],
] as const)('A server behind %s', (_, trusted) => {
  let system: DatabaseSystem;
  let app: NestExpressApplication;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    const config = await system.newConfig({ GAITA_MODE: 'demo', ...(trusted !== undefined && { TRUST_PROXY: trusted }) });
    app = await createApp({ config, quiet: true });
  });
  afterAll(async () => {
    await app?.close();
    await system?.stop();
  });

  const attempt = async (account: string, forwarded?: string) => {
    const asked = request(app.getHttpServer()).post('/api/v1/session').send({ account, password: 'wrong' });
    return (await (forwarded === undefined ? asked : asked.set('X-Forwarded-For', forwarded))).status;
  };
  const failing = async (account: string, forwarded: (at: number) => string) => {
    for (let at = 0; at < most; at++) expect(await attempt(account, forwarded(at))).toBe(401);
  };

  if (trusted === undefined)
    it('believes nobody who says where a request came from: another address each time helps no guesser', async () => {
      await failing('case-handler-1', (at) => `198.51.100.${at}`);
      expect(await attempt('case-handler-1', '198.51.100.200')).toBe(429);
      expect(await attempt('case-handler-1')).toBe(429);
      expect(await attempt('case-handler-2', '198.51.100.200')).toBe(401);
    });
  else {
    it('counts attempts by the address that the proxy saw, not for everybody behind it at once', async () => {
      await failing('case-handler-1', () => '198.51.100.1');
      expect(await attempt('case-handler-1', '198.51.100.1')).toBe(429);
      expect(await attempt('case-handler-1', '198.51.100.2')).toBe(401);
    });

    it('does not believe what the sender wrote before it', async () => {
      await failing('case-handler-2', (at) => `203.0.113.${at}, 198.51.100.3`);
      expect(await attempt('case-handler-2', '203.0.113.77, 198.51.100.3')).toBe(429);
    });
  }
});
