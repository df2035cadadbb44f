import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel } from '../../../../test/support/small-model.ts';
import { hasRedis, startRedis } from '../../../../test/support/start-redis.ts';
import { eventually } from '../../../../test/support/throw-away.ts';

const pause = smallModel('pause', [
  [
    'later',
    '<intermediateCatchEvent id="later"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>',
  ],
]);

/** Where Redis is not installed, the run says so when it begins. */
const describeWithRedis = hasRedis() ? describe : describe.skip;

describeWithRedis('Timers over Redis', () => {
  let system: DatabaseSystem;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    redis = await startRedis();
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo', REDIS_URL: redis.url }));
    await server.deploy(pause);
  });
  afterAll(async () => {
    await server?.stop();
    await redis?.stop();
    await system?.stop();
  });

  it('fire by the sweep within 15 seconds after Redis lost everything', async () => {
    const instanceId = await server.start('pause');
    await redis.flush();
    server.clock.advance(3_600_000);
    await eventually(async () => expect((await server.history(instanceId)).outcome).toBe('completed'));
    expect((await server.entered(instanceId)).filter((id) => id === 'end')).toHaveLength(1);
  });
});
