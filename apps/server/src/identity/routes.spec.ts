import { Controller, Delete, Get } from '@nestjs/common';
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
    expect(told).toEqual(
      expect.arrayContaining([
        'DELETE /api/v1/session signed-in',
        'GET /api/v1/accounts administrator',
        'POST /api/v1/session public',
      ]),
    );
    await identity.close();
  });

  it('keep the server from starting when one does not say who may call it', async () => {
    await expect(start([ForgottenController])).rejects.toThrow('ForgottenController.remove');
  });
});
