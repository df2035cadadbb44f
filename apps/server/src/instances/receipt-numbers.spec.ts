import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { PlayServer } from '../../../../test/support/play-server.ts';
import { ReceiptNumbers } from './receipt-numbers.ts';

describe.each(databaseNames)('Receipt numbers on %s', (name) => {
  let system: DatabaseSystem;
  let servers: PlayServer[] = [];

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    const config = await system.newConfig({ GAITA_MODE: 'demo' });
    const first = await PlayServer.start(config);
    // a second replica on the same database, where it may have one
    servers = name === 'SQLite' ? [first] : [first, await PlayServer.start(config, first.clock)];
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await system?.stop();
  });

  it('are given once each, without a gap, to many who ask at once, of two replicas too, from the first of the year on', async () => {
    const asked = Array.from({ length: 16 }, (_, i) => servers[i % servers.length]!.get(ReceiptNumbers).next('dzelmes-novads'));
    const given = await Promise.all(asked);
    const expected = given.map((_, i) => `DN-2026-${String(i + 1).padStart(5, '0')}`);
    expect(given.sort()).toEqual(expected);
  });
});
