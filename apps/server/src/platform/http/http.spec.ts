import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Logger, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { rejected } from '@gaita/contracts';
import request from 'supertest';
import { z } from 'zod';
import { join } from 'node:path';
import { temporaryFolder } from '../../../../../test/support/throw-away.ts';
import { Committer } from '../committer.ts';
import { Config } from '../config.ts';
import { Defect, DuplicateRow, OperationalError } from '../errors.ts';
import { JsonLogger } from '../json-logger.ts';
import { PlatformModule } from '../platform.module.ts';
import { command, planOf, thing, thingMigrations, thingTable } from '../testing/things.ts';
import type { Command } from '../write-plan.ts';
import { configureApp } from './configure-app.ts';
import { CurrentCommand } from './current-command.ts';
import { Readiness } from './readiness.ts';
import { ZodPipe } from './zod-pipe.ts';

const body = z.object({ name: z.string(), lines: z.array(z.object({ amount: z.number('must be a number') })) });

@Controller('try')
class TryController {
  @Get('refused')
  refused() {
    return rejected('task-already-completed', 'Anna has completed it.', { taskId: 't1' });
  }

  @Get('busy')
  busy() {
    throw new OperationalError('connect ECONNREFUSED 10.0.0.7:3306');
  }

  @Get('duplicate')
  duplicate() {
    throw new DuplicateRow('definition');
  }

  @Get('defect/:id')
  defect() {
    throw new Defect('the secret of the inside');
  }

  @Post('body')
  checked(@Body(new ZodPipe(body)) input: z.output<typeof body>) {
    return input;
  }

  @Post('command')
  command(@CurrentCommand() asked: Command) {
    return asked;
  }
}

describe('every request and answer', () => {
  const folder = temporaryFolder('http');
  const lines: string[] = [];
  let app: NestExpressApplication;
  const ask = () => request(app.getHttpServer());

  beforeAll(async () => {
    const config = new Config({ DATABASE_URL: `sqlite:${join(folder.path, 'gaita.db')}` });
    @Module({ imports: [PlatformModule.with({ config, migrations: thingMigrations })], controllers: [TryController] })
    class TryModule {}
    app = await NestFactory.create<NestExpressApplication>(TryModule, {
      bodyParser: false,
      logger: new JsonLogger((line) => lines.push(line)),
    });
    // stands for the guard of sign-in
    app.use((asked: { actor?: unknown; headers: Record<string, unknown> }, _: unknown, next: () => void) => {
      if (asked.headers['x-account']) asked.actor = { account: asked.headers['x-account'] };
      next();
    });
    configureApp(app);
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    Logger.overrideLogger(false);
    folder.remove();
  });

  it('answers a rejection with its status, code, message and details', async () => {
    const { status, body: answer } = await ask().get('/try/refused');
    expect([status, answer]).toEqual([
      409,
      { code: 'task-already-completed', message: 'Anna has completed it.', details: { taskId: 't1' } },
    ]);
  });

  it('lists the paths of everything that is wrong with a body', async () => {
    const { status, body: answer } = await ask()
      .post('/try/body')
      .send({ lines: [{ amount: 1 }, { amount: 'x' }] });
    expect(status).toBe(400);
    expect(answer.code).toBe('invalid-request');
    expect(answer.details.problems.map((problem: { path: string }) => problem.path)).toEqual(['name', 'lines.1.amount']);
  });

  it.each([
    ['{"name":', 'application/json', 400, 'invalid-request'],
    [`{"name":"${'x'.repeat(6_400_000)}"}`, 'application/json', 413, 'too-large'],
  ])('refuses a body that cannot be read', async (sent, type, status, code) => {
    const answer = await ask().post('/try/body').set('content-type', type).send(sent);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('refuses a body that is not packed as it says', async () => {
    const answer = await ask()
      .post('/try/body')
      .set('content-type', 'application/json')
      .set('content-encoding', 'gzip')
      .send('{"name":"x","lines":[]}');
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
  });

  it('refuses values nested so deep that nobody could handle them', async () => {
    const nested = (depth: number) => `{"name":"x","lines":[],"more":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const send = (sent: string) => ask().post('/try/body').set('content-type', 'application/json').send(sent);
    expect((await send(nested(150))).status).toBe(201);
    const { status, body: answer } = await send(nested(50_000));
    expect([status, answer.code]).toEqual([400, 'invalid-request']);
    expect(answer.message).toContain('200 deep');
  });

  it('refuses the one name that would be lost on the way', async () => {
    const sent = '{"name":"x","lines":[],"more":[{"__proto__":1}]}';
    const answer = await ask().post('/try/body').set('content-type', 'application/json').send(sent);
    expect([answer.status, answer.body.message]).toEqual([400, expect.stringContaining('__proto__')]);
  });

  it('says 503 when the database is away, 409 for who came second, 404 where nothing is, and tells nothing of the inside', async () => {
    const busy = await ask().get('/try/busy');
    expect([busy.status, busy.body.code]).toEqual([503, 'temporarily-unavailable']);
    expect(busy.text).not.toContain('10.0.0.7');
    expect((await ask().get('/try/duplicate')).status).toBe(409);
    expect((await ask().get('/try/nothing')).body.code).toBe('not-found');
  });

  it('gives a defect a reference that finds it in the log, by the route and not by its values', async () => {
    const { status, body: answer } = await ask().get('/try/defect/person-4711');
    expect([status, answer.code]).toEqual([500, 'internal-error']);
    expect(JSON.stringify(answer)).not.toContain('secret');
    const line = lines.find((text) => text.includes(answer.details.reference))!;
    expect(JSON.parse(line)).toMatchObject({ level: 'error', method: 'GET', route: '/try/defect/:id', status: 500 });
    expect(line).toContain('the secret of the inside');
    expect(line).not.toContain('person-4711');
  });

  it('makes a command with the key of its request; the same request has the same hash', async () => {
    const send = (account: string, key: string, sent: object) =>
      ask().post('/try/command').set('x-account', account).set('Idempotency-Key', key).send(sent);
    const first = (await send('anna', 'k', { a: 1 })).body;
    const again = (await send('anna', 'k', { a: 1 })).body;
    const other = (await send('anna', 'k', { a: 2 })).body;
    expect(first).toMatchObject({ account: 'anna', idempotencyKey: 'k' });
    expect(again.hash).toBe(first.hash);
    expect(again.id).not.toBe(first.id);
    expect(other.hash).not.toBe(first.hash);
    expect((await send('anna', 'x'.repeat(192), {})).status).toBe(400);
  });

  it('lets nobody in particular own a key', async () => {
    const { body: asked } = await ask().post('/try/command').set('Idempotency-Key', 'k').send({});
    expect(asked).toEqual({ id: expect.any(String), account: 'anonymous' });
  });

  it('allows scripts from here only, and no frame around it', async () => {
    const policy = (await ask().get('/try/refused')).headers['content-security-policy']!;
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect((await ask().get('/try/refused')).headers['x-powered-by']).toBeUndefined();
  });

  it('keeps an idle connection longer than a proxy does, which would else send into one that ends', async () => {
    const { headers } = await ask().get('/health/live').set('Connection', 'keep-alive');
    expect(headers['keep-alive']).toBe('timeout=75');
    const proxy = readFileSync(new URL('../../../../../docker/proxy/nginx.conf', import.meta.url), 'utf8');
    expect(Number(/keepalive_timeout (\d+)s;/.exec(proxy)?.[1])).toBeLessThan(75);
  });

  it('tells its health and measures without sign-in', async () => {
    const waiting = { done: false };
    app.get(Readiness).add('demo', () => waiting.done);
    expect((await ask().get('/health/live')).status).toBe(200);
    const before = await ask().get('/health/ready');
    expect([before.status, before.body]).toEqual([503, { status: 'not-ready', missing: ['demo'] }]);
    waiting.done = true;
    expect((await ask().get('/health/ready')).body).toEqual({ status: 'ready' });

    await app.get(Committer).run(command(), async () => planOf(1, (changes) => changes.insert(thingTable, thing('m'))));
    const { text } = await ask().get('/metrics');
    expect(text).toContain('gaita_plans_total{outcome="committed"} 1');
    expect(text).toContain('route="/try/refused",status="409"');
  });
});
