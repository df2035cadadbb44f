import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { RestServer } from './testing/rest-server.ts';

type Typed = Readonly<Record<string, { value: unknown; type: string }>>;

/** A demo person of each role that may complete tasks of the loop. */
const personOf: Readonly<Record<string, string>> = {
  'management-representative': 'management-representative-1',
  'service-manager': 'service-manager-1',
};

describe.each(databaseNames)('The improvement loop by REST alone on %s', (name) => {
  let system: DatabaseSystem;
  let server: RestServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await RestServer.start(await system.newConfig({ GAITA_MODE: 'demo' }), { withProcesses: true });
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  /** Completes whatever is open until the case ends; `goals` says what action6 finds, time after time. */
  async function run(instanceId: string, goals: readonly boolean[]): Promise<void> {
    let round = 0;
    for (let step = 0; step < 60; step++) {
      const [task] = await server.tasks(instanceId);
      if (!task) return;
      const links = await server.get<{ groupId: string | null }[]>(`/task/${task.id}/identity-links`);
      const role = links.map(({ groupId }) => groupId).find((group) => group !== null) ?? '';
      const signs = role !== 'management-representative';
      const variables: Typed =
        task.taskDefinitionKey === 'action6' && !signs
          ? { goalsAchieved: { value: goals[round++] ?? true, type: 'Boolean' } }
          : {};
      const account = task.assignee ?? personOf[role]!;
      await server.post(`/task/${task.id}/complete`, { variables }, account).expect(204);
    }
    throw new Error('The loop does not end');
  }

  const actionsOf = async (instanceId: string): Promise<string[]> => {
    const entries = await server.get<{ activityId: string; activityType: string }[]>(
      `/history/activity-instance?processInstanceId=${instanceId}&activityType=userTask&sortBy=occurrence&sortOrder=asc`,
    );
    return entries.map(({ activityId }) => activityId.replace('action', '')).filter((action) => /^\d$/.test(action));
  };

  it('goes 1 to 6 and 8 when the goals are achieved at once', async () => {
    const id = await server.start('improvement', {}, 'management-representative-1');
    await run(id, [true]);
    expect((await actionsOf(id)).join()).toBe('1,2,3,4,5,6,8');
    expect(await server.get(`/history/process-instance/${id}`)).toMatchObject({ state: 'COMPLETED' });
  }, 60_000);

  it('goes through action 7 twice when the goals are missed twice', async () => {
    const id = await server.start('improvement', {}, 'management-representative-1');
    await run(id, [false, false, true]);
    expect((await actionsOf(id)).join()).toBe('1,2,3,4,5,6,7,5,6,7,5,6,8');
  }, 60_000);
});
