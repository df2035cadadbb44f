import { migrations } from '../../../apps/server/src/migrations/index.ts';
import { Injector } from '../injector.ts';
import { Random } from '../random.ts';
import { openStage } from '../stage.ts';
import { workUnderFaults } from '../work/work-under-faults.ts';
import type { Scenario } from './scenario.ts';

/** How long a server may take until it has died in its migration, milliseconds. */
const patience = 30_000;

/**
 * The server is killed in the middle of each migration of an empty database: after its statements and before the list of
 * migrations names it, or before its first. Then it starts and works.
 */
export const migration: Scenario = async ({ main, processes, database, seed }) => {
  let kills = 0;
  const stage = await openStage({
    main,
    database,
    queue: 'embedded',
    replicas: 1,
    seed,
    before: async ([server]) => {
      // the first after which the second dies: each start gets one further
      for (let step = 0; step < migrations.length; step++) {
        const point = step % 3 === 2 ? 'migration-begun' : 'migration-done';
        await server!.start({ GAITA_FAIL_POINT: `${point}:${step === 0 ? 1 : 2}` });
        if (!(await server!.dies(server!.ready ? 0 : patience))) break;
        kills += 1;
      }
      await server!.kill();
    },
  });
  try {
    const end = Date.now() + 5_000;
    const load = { clients: 4, over: () => Date.now() >= end, killEvery: 0, processes, name: String(seed) };
    await workUnderFaults(stage.client, new Injector(stage, new Random(seed), []), new Random(seed), load);
    const { findings } = await stage.check();
    findings.check(
      'it was killed in each migration',
      kills === migrations.length,
      'migrations',
      `in ${kills} of ${migrations.length}`,
    );
    return { findings, told: `killed in ${kills} migrations, then started and worked` };
  } finally {
    await stage.close();
  }
};
