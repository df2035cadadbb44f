import { Controller, Delete, Get, Patch } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { Allow } from './allow.ts';
import { Routes } from './routes.ts';
import { startIdentity } from './testing/identity-app.ts';

@Controller('forgotten')
class ForgottenController {
  @Get()
  @Allow('signed-in')
  list() {
    return [];
  }

  @Delete(':id')
  remove() {
    return null;
  }

  @Patch()
  change() {
    return null;
  }

  /** No route. */
  help() {
    return null;
  }
}

describe('The routes of the server', () => {
  let system: DatabaseSystem;
  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
  });
  afterAll(() => system.stop());
  const start = async (controllers: Type[]) => startIdentity(await system.newConfig(), controllers);

  it('are listed with who may call them', async () => {
    const identity = await start([]);
    const routes = identity.get(Routes).list();
    const told = routes.map(({ method, path, permissions }) => `${method} ${path} ${permissions?.join(' ')}`);
    expect(told.sort()).toEqual([
      'DELETE /api/v1/session signed-in',
      'DELETE /api/v1/session/list signed-in',
      'DELETE /api/v1/session/list/:id signed-in',
      'DELETE /api/v1/tokens/:id signed-in',
      'GET /api/v1/accounts administrator',
      'GET /api/v1/demo-accounts public',
      'GET /api/v1/people signed-in',
      'GET /api/v1/roles signed-in',
      'GET /api/v1/session signed-in',
      'GET /api/v1/session/list signed-in',
      'GET /api/v1/session/oidc public',
      'GET /api/v1/session/oidc/callback public',
      'GET /api/v1/session/preferences signed-in',
      'GET /api/v1/sign-in-options public',
      'GET /api/v1/tokens signed-in',
      'POST /api/v1/accounts administrator',
      'POST /api/v1/accounts/:account/close administrator',
      'POST /api/v1/accounts/:account/link administrator',
      'POST /api/v1/accounts/:account/open administrator',
      'POST /api/v1/accounts/:account/sign-out administrator',
      'POST /api/v1/first-administrator public',
      'POST /api/v1/password-link public',
      'POST /api/v1/session public',
      'POST /api/v1/tokens signed-in',
      'PUT /api/v1/accounts/:account administrator',
      'PUT /api/v1/session/password signed-in',
      'PUT /api/v1/session/preferences signed-in',
    ]);
    expect(routes.find(({ path }) => path === '/api/v1/people')?.handler).toBe('PeopleController.people');
    await identity.close();
  });

  it('keep the server from starting when one does not say who may call it', async () => {
    await expect(start([ForgottenController])).rejects.toThrow(
      'Nobody says who may call ForgottenController.remove, ForgottenController.change: add @Allow(…).',
    );
  });
});
