import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { hour, PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel } from '../../../../test/support/small-model.ts';
import { historyInstanceTable, instanceTable } from '../instances/index.ts';
import { incidentTable } from '../jobs/index.ts';
import { SweepDeliveries } from './sweep-deliveries.ts';

describe('Processes that call each other without end', () => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    const calls = (key: string, called: string) =>
      smallModel(key, [[`call-${called}`, `<callActivity id="call-${called}" calledElement="${called}"/>`]]);
    for (const [key, called] of [
      ['alone', 'alone'],
      ['ping', 'pong'],
      ['pong', 'ping'],
    ] as const)
      await server.deploy(calls(key, called));
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  it.each([
    ['a process that calls itself', 'alone', 'call-alone'],
    ['two processes that call each other', 'ping', 'call-pong'],
  ])(
    'stop fifty calls deep with an incident at the call: %s',
    async (_what, key, element) => {
      const root = await server.start(key);
      const sweep = server.get(SweepDeliveries);
      // what the start's own command left over is the sweep's, a moment later
      do await server.wait(hour);
      while ((await sweep.run()) > 0);
      const running = await server.database.reader.find(instanceTable, 'root_instance_id = ?', [root]);
      expect(running.map(({ callDepth }) => callDepth).sort((a, b) => a - b)).toEqual(Array.from({ length: 51 }, (_, at) => at));
      const deepest = running.find(({ callDepth }) => callDepth === 50)!;
      const incidents = await server.database.reader.find(incidentTable, '1 = 1');
      expect(incidents.filter(({ instanceId }) => running.some(({ id }) => id === instanceId))).toMatchObject([
        {
          instanceId: deepest.id,
          elementId: element,
          incidentType: 'callTooDeep',
          message: expect.stringContaining('more than 50 deep'),
        },
      ]);
      const histories = await server.database.reader.find(historyInstanceTable, 'root_instance_id = ?', [root]);
      expect(histories.map(({ outcome }) => outcome).filter((outcome) => outcome !== null)).toEqual([]);
    },
    120_000,
  );
});
