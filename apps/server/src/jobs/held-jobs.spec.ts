import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { PlayServer } from '../../../../test/support/play-server.ts';
import { externalTask, smallModel } from '../../../../test/support/small-model.ts';
import { eventually } from '../../../../test/support/throw-away.ts';
import { Committer } from '../platform/committer.ts';
import { Ids } from '../platform/ids.ts';
import { JobHandlers } from './job-handlers.ts';
import { JobRunner } from './job-runner.ts';
import { RunJob } from './run-job.ts';

/** Real time, in which what must not happen would. */
const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

describe.each(databaseNames)('A job that Gaita does itself, on %s,', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  it('stays whose handler works on it, and is soon another replica’s when that one is gone', async () => {
    const works: (() => void)[] = [];
    const keys: string[] = [];
    server.get(JobHandlers).register('test.slow', ({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      return new Promise((resolve) => works.push(() => resolve({})));
    });
    await server.deploy(smallModel('slow', [externalTask('work', 'test.slow')]));
    const runner = server.get(JobRunner);
    const other = new JobRunner(
      server.get(Committer),
      server.get(JobHandlers),
      server.get(RunJob),
      server.clock,
      server.get(Ids),
    );
    const instanceId = await server.start('slow');
    await eventually(async () => expect(works).toHaveLength(1));
    for (let times = 0; times < 4; times++) {
      server.clock.advance(5_000);
      await runner.renew();
    }
    server.clock.advance(5_000);
    void other.runDue();
    await pause(300);
    expect(works).toHaveLength(1);
    // the job counts as abandoned: nobody makes the lock longer from here on, as if that replica were gone
    server.clock.advance(12_000);
    void other.runDue();
    await eventually(async () => expect(works).toHaveLength(2));
    expect(new Set(keys).size).toBe(1);
    works[0]!();
    works[1]!();
    await eventually(async () => expect((await server.history(instanceId)).outcome).toBe('completed'));
    await other.stop();
  });
});
