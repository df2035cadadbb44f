import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from './built.ts';
import type { Row } from './workload.ts';

/** Acts written to SQLite, sealed and verified: what the audit's chain costs beside the steps. */
export async function benchChain(acts: number): Promise<Row[]> {
  const { Sealer, recordAct, verifyChain } = await built<typeof import('../../apps/server/src/audit/index.ts')>('audit/index');
  const { Database } =
    await built<typeof import('../../apps/server/src/platform/database/database.ts')>('platform/database/database');
  const { Config } = await built<typeof import('../../apps/server/src/platform/config.ts')>('platform/config');
  const { VirtualClock } = await built<typeof import('../../apps/server/src/platform/clock.ts')>('platform/clock');
  const { RandomIds } = await built<typeof import('../../apps/server/src/platform/random-ids.ts')>('platform/random-ids');
  const { RowChanges } = await built<typeof import('../../apps/server/src/platform/write-plan.ts')>('platform/write-plan');
  const { GroupCommitter } = await built<typeof import('../../apps/server/src/platform/committer/group-committer.ts')>(
    'platform/committer/group-committer',
  );
  const { migrations } = await built<typeof import('../../apps/server/src/migrations/index.ts')>('migrations/index');

  const folder = await mkdtemp(join(tmpdir(), 'gaita-chain-'));
  const database = await Database.open(new Config({ DATABASE_URL: `sqlite:${join(folder, 'gaita.db')}` }), migrations);
  const clock = new VirtualClock(Date.UTC(2026, 2, 2));
  const ids = new RandomIds(clock);
  const committer = new GroupCommitter(database, clock);
  try {
    for (let from = 0; from < acts; from += 1_000) {
      const changes = new RowChanges();
      for (let n = from; n < Math.min(acts, from + 1_000); n++)
        recordAct(changes, {
          id: ids.next(),
          at: clock.now(),
          account: 'case-handler-1',
          institution: 'riga',
          act: 'task-completed',
          object: { type: 'task', id: `task-${n}`, instanceId: `case-${n % 997}` },
        });
      await committer.commit({ guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] });
    }
    const sealing = performance.now();
    const sealed = await new Sealer(database, committer, clock, ids).seal();
    const verifying = performance.now();
    const { intact, entries } = await verifyChain(database);
    const end = performance.now();
    if (!intact || entries !== acts || sealed !== acts) throw new Error('the chain is not intact');
    return [
      { name: `${acts} entries sealed`, value: verifying - sealing, unit: 'ms' },
      { name: 'and verified', value: end - verifying, unit: 'ms' },
    ];
  } finally {
    await committer.stop();
    await database.close();
    await rm(folder, { recursive: true });
  }
}
