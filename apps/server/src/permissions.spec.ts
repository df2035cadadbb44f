import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../test/support/databases.ts';
import { AppModule } from './app.module.ts';
import type { Route } from './identity/index.ts';
import { Routes } from './identity/index.ts';

describe('The routes of the whole server', () => {
  let system: DatabaseSystem;
  let server: INestApplicationContext;
  let routes: Route[];

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    const config = await system.newConfig();
    server = await NestFactory.createApplicationContext(AppModule.with(config), { logger: ['error'], abortOnError: false });
    routes = server.get(Routes).list();
  });
  afterAll(async () => {
    await server.close();
    await system.stop();
  });

  const named = (permission: string) =>
    routes
      .filter(({ permissions }) => permissions?.some((each) => each === permission))
      .map(({ method, path }) => `${method} ${path}`);

  it('all say who may call them', () => {
    expect(routes.length).toBeGreaterThan(20);
    expect(routes.filter(({ permissions }) => permissions === undefined)).toEqual([]);
  });

  it('are open without signing in only where nobody can have signed in yet', () => {
    expect(named('public').sort()).toEqual([
      'GET /api/v1/demo-accounts',
      'GET /api/v1/session/oidc',
      'GET /api/v1/session/oidc/callback',
      'GET /api/v1/sign-in-options',
      'POST /api/v1/first-administrator',
      'POST /api/v1/password-link',
      'POST /api/v1/session',
    ]);
  });
});
