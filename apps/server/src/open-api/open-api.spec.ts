import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { createApp } from '../create-app.ts';
import { Routes } from '../identity/index.ts';
import { answers } from './answers.ts';

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { operationId: string; parameters: { name: string; in: string }[] }>>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

describe('The OpenAPI document', () => {
  let system: DatabaseSystem;
  let app: NestExpressApplication;
  let document: Document;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    app = await createApp({ config: await system.newConfig({ GAITA_MODE: 'demo' }), quiet: true });
    const answer = await request(app.getHttpServer())
      .get('/api/docs')
      .auth('admin', 'demo')
      .expect(200)
      .expect('Content-Type', /json/);
    document = answer.body as Document;
  });
  afterAll(async () => {
    await app?.close();
    await system?.stop();
  });

  const operations = () => Object.values(document.paths).flatMap((item) => Object.values(item));

  it('holds every route of /api/v1, and none of the Camunda dialect', () => {
    const routes = app
      .get(Routes)
      .list()
      .filter(({ path }) => path.startsWith('/api/v1'));
    expect(routes.length).toBeGreaterThan(15);
    expect(
      operations()
        .map(({ operationId }) => operationId)
        .sort(),
    ).toEqual(routes.map(({ handler }) => handler).sort());
    expect(Object.keys(document.paths).filter((path) => path.includes('engine-rest'))).toEqual([]);
  });

  it('says of every route what it answers', () => {
    expect(
      operations()
        .map(({ operationId }) => operationId)
        .filter((handler) => !Object.hasOwn(answers, handler)),
    ).toEqual([]);
  });

  it('takes bodies and queries from the contracts that the routes check by', () => {
    const start = document.paths['/api/v1/processes/{key}/start']!['post']!;
    expect(start).toMatchObject({
      parameters: [{ name: 'key', in: 'path', required: true }],
      requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/startRequest' } } } },
    });
    const names = document.paths['/api/v1/cases']!['get']!.parameters.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['processKey', 'businessKey', 'limit', 'offset']));
  });

  it('refers to nothing that it does not hold', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference!);
    expect(references.length).toBeGreaterThan(20);
    const known = new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`));
    expect(references.filter((reference) => !known.has(reference))).toEqual([]);
  });

  it('is for who is signed in', async () => {
    const http = () => request(app.getHttpServer());
    for (const path of ['/api/docs', '/api/docs.json', '/api/docs/swagger-ui.css']) await http().get(path).expect(401);
    const page = await http().get('/api/docs').set('Accept', 'text/html').expect(302);
    expect(page.headers['location']).toBe('/sign-in?return=%2Fapi%2Fdocs');
  });

  it('is shown to a browser as a page that loads nothing from elsewhere', async () => {
    const page = await request(app.getHttpServer()).get('/api/docs').auth('admin', 'demo').set('Accept', 'text/html').expect(200);
    const sources = [...page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, source]) => source!);
    expect(sources.length).toBeGreaterThan(2);
    expect(sources.filter((source) => /^(https?:)?\/\//.test(source))).toEqual([]);
    for (const source of sources.filter((one) => /\.(js|css)$/.test(one)))
      await request(app.getHttpServer()).get(new URL(source, 'http://x/api/docs').pathname).auth('admin', 'demo').expect(200);
  });
});
