import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isRejection } from '@gaita/contracts';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DatabaseSystem } from '../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../test/support/databases.ts';
import { createApp } from './create-app.ts';
import { DemoPeople, FirstAdministrator, People } from './identity/index.ts';
import { StartProcess } from './instances/index.ts';
import { Definitions } from './models/index.ts';

const processes = fileURLToPath(new URL('../../../processes', import.meta.url));
const administrator = {
  account: 'ilze',
  name: 'Ilze Kalniņa',
  email: 'ilze@example.org',
  password: 'a long enough password',
  language: 'lv' as const,
  institution: { id: 'jaunpils', name: 'Jaunpils novads', country: 'LV' as const, movedDays: false },
};

describe.each(databaseNames)('A production server on an empty database of %s', (name) => {
  let system: DatabaseSystem;
  let app: NestExpressApplication;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system?.stop());
  beforeEach(async () => {
    app = await createApp({ config: await system.newConfig({ GAITA_MODE: 'production' }), processes, quiet: true });
  });
  afterEach(() => app?.close());

  it('publishes the shipped processes before there is any institution', async () => {
    expect(await app.get(Definitions).latest('shared', 'improvement')).toMatchObject({ processKey: 'improvement' });
  });

  it('knows of sample people that a start in demo mode has left', async () => {
    expect(await app.get(DemoPeople).count()).toBe(0);
    await app.get(DemoPeople).seed();
    expect(await app.get(DemoPeople).count()).toBeGreaterThan(20);
  });

  it('lets its first administrator in by the printed link, and start a case', async () => {
    const link = await app.get(FirstAdministrator).openLink();
    const token = new URL(link!).hash.slice(1);
    const created = await app.get(FirstAdministrator).create({ id: 'create-ilze', account: 'ilze' }, { ...administrator, token });
    expect(created).toEqual({ account: 'ilze' });

    const people = app.get(People);
    const ilze = await people.actorOf((await people.byAccount('ilze'))!, 'session');
    const started = await app
      .get(StartProcess)
      .run({ id: 'start-improvement', account: 'ilze' }, ilze, { processKey: 'improvement', variables: {} });
    if (isRejection(started)) throw new Error(started.message);
    expect(started.definition.processKey).toBe('improvement');
    expect(started.institution).toBe('jaunpils');
  });
});
