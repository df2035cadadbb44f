import { describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Express } from 'express';
import fc from 'fast-check';
import request from 'supertest';
import { findRoutesQuickly } from './find-routes.ts';

type Method = 'get' | 'post' | 'delete' | 'all' | 'options';

/** More than one of them fits some addresses: the first one is meant. */
const routes: readonly (readonly [Method, string])[] = [
  ['get', '/api/docs'],
  ['get', '/api/docs/'],
  ['post', '/Camunda/engine/default/*path'],
  ['all', '/api/v1/anything'],
  ['get', '/api/v1/tasks'],
  ['post', '/api/v1/tasks'],
  ['get', '/api/v1/tasks/count'],
  ['get', '/api/v1/tasks/:id'],
  ['get', '/api/v1/tasks/own'],
  ['post', '/api/v1/tasks/:id/complete'],
  ['get', '/api/v1/:part/:id'],
  ['delete', '/api/v1/cases/:id{/:what}'],
  ['get', '/api/v1/cases'],
  ['options', '/api/v1/cases'],
  ['get', '/Camunda/task/:id.json'],
  ['get', '/Camunda/task/count'],
  ['get', '/:a/:b'],
  ['get', '/'],
];

const appWith = (): Express => {
  const app = express();
  // another's address, as for an engine's name
  app.use('/Camunda/engine/default', (incoming, _, next) => {
    incoming.url = incoming.url.replace('/old', '/new');
    next();
  });
  for (const [method, path] of routes)
    app[method](path, (incoming, answer, next) => {
      const { a, id } = incoming.params;
      if (id === 'next' || a === 'next') return next();
      answer.json({
        is: incoming.route?.path,
        of: incoming.method,
        params: incoming.params,
        url: incoming.url,
        base: incoming.baseUrl,
      });
    });
  app.use((_, answer) => void answer.status(404).json({ is: 'nothing' }));
  return app;
};

const asked = async (app: Express, method: string, path: string) => {
  const answer = await request(app)[method as 'get'](path);
  return { status: answer.status, body: answer.body as unknown, allow: answer.headers['allow'] };
};

describe('A route found quickly', () => {
  const [plain, quick] = [appWith(), appWith()];
  findRoutesQuickly(quick.router);

  it('is one of few: the others are not asked', () => {
    const layers = quick.router.stack.filter(({ route }) => route).map(({ route }) => route?.path);
    // in their own place stay patterns that may be anything, and who answers more than a method
    expect(layers).toEqual([
      ...['/Camunda/engine/default/*path', '/api/v1/anything', '/api/v1/cases/:id{/:what}'],
      ...['/api/v1/cases', '/api/v1/cases', '/:a/:b', '/'],
    ]);
  });

  it('is the one that Express finds', async () => {
    const part = fc.constantFrom(
      ...[
        'api',
        'API',
        'v1',
        'tasks',
        'Tasks',
        'cases',
        'count',
        'own',
        'complete',
        'docs',
        'Camunda',
        'task',
        'engine',
        'default',
        'old',
      ],
      ...['next', 'anything', 'x', 'x.json', '%C4%81', 'a%2Fb', '', '__proto__'],
    );
    const address = fc.array(part, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`);
    const known = fc.constantFrom(
      ...routes.map(([, path]) => path.replace(/[{}]/g, '').replace('*path', 'old').replaceAll(':', '')),
    );
    const method = fc.constantFrom('get', 'post', 'delete', 'head', 'options', 'put');
    await fc.assert(
      fc.asyncProperty(fc.oneof(address, known), fc.constantFrom('', '?a=/api/v1/tasks'), method, async (path, query, by) => {
        // two slashes at the beginning would name a host
        const url = path.replace(/^\/+/, '/') + query;
        expect(await asked(quick, by, url)).toEqual(await asked(plain, by, url));
      }),
      { numRuns: 120 },
    );
  });
});
