import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { hasRedis, startRedis } from '../../../../test/support/start-redis.ts';
import { Institutions } from '../identity/index.ts';
import { ServiceRegistry } from '../services/index.ts';
import { RestServer } from './testing/rest-server.ts';

type Typed = Readonly<Record<string, { value: unknown; type: string }>>;

/** SQLite with the embedded queue; the others with BullMQ where there is a Redis. */
const withBullmq = (name: string): boolean => name !== 'SQLite' && hasRedis();
const setups = databaseNames.map((name) => [name, withBullmq(name) ? 'BullMQ' : 'the embedded queue'] as const);

describe.each(setups)('The improvement loop by REST alone on %s with %s', (name) => {
  let redis: Awaited<ReturnType<typeof startRedis>> | undefined;
  let system: DatabaseSystem;
  let server: RestServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    redis = withBullmq(name) ? await startRedis() : undefined;
    const config = await system.newConfig({ GAITA_MODE: 'demo', ...(redis && { REDIS_URL: redis.url }) });
    server = await RestServer.start(config, { withProcesses: true });
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
    await redis?.stop();
  });

  async function roleOf(taskId: string): Promise<string> {
    const links = await server.get<{ groupId: string | null }[]>(`/task/${taskId}/identity-links`);
    return links.map(({ groupId }) => groupId).find((group) => group !== null) ?? '';
  }

  /** Somebody of the role that the task is offered to. */
  const personFor = async (taskId: string): Promise<string> => `${await roleOf(taskId)}-1`;

  /** Agreements are asked for beside the task and come first. */
  async function next(instanceId: string) {
    const open = await server.tasks(instanceId);
    return open.find(({ taskDefinitionKey }) => taskDefinitionKey.endsWith('.opinion')) ?? open[0];
  }

  /** Completes whatever is open until the case ends; `goals` says what action6 finds, time after time. */
  async function run(instanceId: string, goals: readonly boolean[]): Promise<void> {
    let round = 0;
    for (let step = 0; step < 60; step++) {
      const task = await next(instanceId);
      if (!task) return;
      const role = await roleOf(task.id);
      const signs = role !== 'management-representative';
      const variables: Typed =
        task.taskDefinitionKey === 'action6' && !signs
          ? { goalsAchieved: { value: goals[round++] ?? true, type: 'Boolean' } }
          : {};
      const account = task.assignee ?? `${role}-1`;
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
  });

  it('does not let goals and plan be finished before everybody consulted has agreed', async () => {
    const id = await server.start('improvement', {}, 'management-representative-1');
    for (const action of ['action1', 'action2']) {
      const open = await server.tasks(id);
      const task = open.find(({ taskDefinitionKey }) => taskDefinitionKey === action)!;
      const asked = open.filter(({ taskDefinitionKey }) => taskDefinitionKey === `${action}.opinion`);
      const roles = await Promise.all(asked.map((each) => roleOf(each.id)));
      expect(roles.sort()).toEqual([
        'developing-unit-head',
        'finance',
        'implementing-unit-head',
        'service-manager',
        'top-management',
      ]);
      for (const each of asked) {
        const refused = await server.post(`/task/${task.id}/complete`, {}, 'management-representative-1').expect(409);
        expect((refused.body as { message: string }).message).toContain(await roleOf(each.id));
        await server.post(`/task/${each.id}/complete`, {}, await personFor(each.id)).expect(204);
      }
      await server.post(`/task/${task.id}/complete`, {}, 'management-representative-1').expect(204);
    }
    expect(await server.task(id)).toMatchObject({ taskDefinitionKey: 'action3' });
  });

  it('goes through action 7 twice when the goals are missed twice', async () => {
    const id = await server.start('improvement', {}, 'management-representative-1');
    await run(id, [false, false, true]);
    expect((await actionsOf(id)).join()).toBe('1,2,3,4,5,6,7,5,6,7,5,6,8');
  });

  it('gives each service its own action 7, and the manager on record the task', async () => {
    const { id: home } = await server.app.get(Institutions).default();
    await server.app.get(ServiceRegistry).change(home, 'tree-felling-permit', () => ({ manager: 'service-manager-2' }));
    const services = { value: '["tree-felling-permit", "nobody-manages-this"]', type: 'Json' };
    const id = await server.start('improvement', { variables: { services } }, 'management-representative-1');
    for (let task = await next(id); task && task.taskDefinitionKey !== 'action6'; task = await next(id))
      await server.post(`/task/${task.id}/complete`, {}, await personFor(task.id)).expect(204);
    const missed = { variables: { goalsAchieved: { value: false, type: 'Boolean' } } };
    await server.post(`/task/${(await server.task(id)).id}/complete`, missed, 'management-representative-1').expect(204);
    await server.post(`/task/${(await server.task(id)).id}/complete`, {}, 'service-manager-1').expect(204);
    const open = await server.tasks(id);
    expect(open.map(({ taskDefinitionKey }) => taskDefinitionKey)).toEqual(['action7', 'action7']);
    expect(open.map(({ assignee }) => assignee).sort()).toEqual(['service-manager-2', null].sort());
    for (const { id: taskId } of open) {
      const links = await server.get<{ groupId: string | null }[]>(`/task/${taskId}/identity-links`);
      expect(links.map(({ groupId }) => groupId)).toContain('service-manager');
    }
  });
});
