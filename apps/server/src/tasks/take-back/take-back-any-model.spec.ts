import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawModel } from '../../../../../test/reference/draw-model.ts';
import { anyModel } from '../../../../../test/reference/random-block.ts';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { accepted, hour, PlayServer } from '../../../../../test/support/play-server.ts';
import { settle } from '../../../../../test/support/settle.ts';
import { TakeBackTask } from './take-back-task.ts';

/** What belongs to an instance, with the column that says so. */
const tables = {
  instance: 'id',
  instance_part: 'instance_id',
  task: 'instance_id',
  timer: 'instance_id',
  job: 'instance_id',
  incident: 'instance_id',
  subscription: 'instance_id',
  delivery: 'sender_instance_id',
  task_opinion: 'instance_id',
  task_signature: 'instance_id',
  history_instance: 'id',
  history_activity: 'instance_id',
  history_task: 'instance_id',
  history_variable: 'instance_id',
};
/** What a completion that was taken back leaves behind: revisions, and marks in the history. */
const different = new Set(['revision', 'sequence', 'salt', 'updated_at', 'lock_expires_at']);

async function stateOf(server: PlayServer, instanceId: string): Promise<Record<string, unknown>> {
  const state: Record<string, unknown> = {};
  for (const [table, column] of Object.entries(tables)) {
    const rows = await server.database.reader.query(`SELECT * FROM ${table} WHERE ${column} = ? ORDER BY id`, [instanceId]);
    state[table] = rows
      .filter((row) => row['outcome'] !== 'canceled')
      .map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !different.has(name))));
  }
  state['candidates'] = await server.database.reader.query(
    'SELECT c.* FROM task_candidate c JOIN task t ON t.id = c.task_id WHERE t.instance_id = ? ORDER BY c.id',
    [instanceId],
  );
  return state;
}

describe.each(databaseNames)('Any model on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  const counts = { taken: 0, refused: new Map<string, number>() };

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const running = async (rootId: string) =>
    (await server.database.reader.query('SELECT id FROM instance WHERE root_instance_id = ? AND state <> ? ORDER BY id', [
      rootId,
      'ended',
    ])) as { id: string }[];

  it('is as before when a completion was taken back, but for revisions and marks, and goes on from there', async () => {
    const property = fc.asyncProperty(anyModel, fc.integer({ min: 1, max: 1_000_000 }), async (block, seed) => {
      let state = seed;
      const choose = (below: number): number => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return (state >>> 16) % below;
      };
      const values = () => ({ c0: choose(2) === 1, c1: choose(2) === 1, again: choose(4) === 0, typed: choose(1000) });
      await server.deploy(drawModel(block));
      const rootId = await server.start('random', values());
      for (let acts = 0; acts < 25; acts++) {
        await settle(server.app);
        const instances = await running(rootId);
        if (instances.length === 0) return;
        const tasks = (await Promise.all(instances.map(({ id }) => server.tasks(id)))).flat();
        if (tasks.length === 0) {
          // what else it waits for is no matter of this test but for time
          const before = JSON.stringify(await stateOf(server, rootId));
          await server.wait(2 * hour);
          await settle(server.app);
          if (JSON.stringify(await stateOf(server, rootId)) === before) return;
          continue;
        }
        const task = tasks[choose(tasks.length)]!;
        const before = await stateOf(server, task.instanceId);
        const entered = values();
        accepted(await server.complete(task.taskId, 'admin', entered));
        if (choose(4) === 0) continue;
        const answer = await server.get(TakeBackTask).run(server.command('admin'), await server.as('admin'), task.taskId);
        if ('rejected' in answer) {
          expect(answer.code).toBe('cannot-take-back');
          const reason = String(answer.details?.['reason']);
          counts.refused.set(reason, (counts.refused.get(reason) ?? 0) + 1);
          continue;
        }
        counts.taken++;
        expect(answer.entered).toEqual(entered);
        expect(await stateOf(server, task.instanceId)).toEqual(before);
      }
    });
    await fc.assert(property, {
      numRuns: name === 'SQLite' ? 60 : 20,
      seed: Number(process.env['GAITA_SEED'] ?? 20_261_122),
    });
    const refused = [...counts.refused].map(([reason, count]) => `${reason} ${count}`).join(', ');
    process.stdout.write(`${name}: ${counts.taken} completions of random models taken back; refused: ${refused}\n`);
    expect(counts.taken).toBeGreaterThan(20);
  });
});
