import { expect } from '@jest/globals';
import { eventually } from '../support/throw-away.ts';
import type { RestClient, StoredTask } from './rest-client.ts';
import type { StoredCases } from './stored.ts';

/** Brings what waits in each way to its end, on a server whose time is past the timers. */
export const finishCases = async (client: RestClient, cases: StoredCases['cases']): Promise<void> => {
  const complete = async (tasks: readonly StoredTask[], ...elements: readonly string[]) => {
    expect(tasks.map(({ taskDefinitionKey }) => taskDefinitionKey).sort()).toEqual([...elements].sort());
    for (const { id } of tasks) await client.complete(id);
  };
  const next = (id: string, ...elements: readonly string[]) =>
    eventually(async () => {
      const tasks = await client.tasks(id);
      if (tasks.length !== elements.length) throw new Error(`${tasks.length} tasks of ${id} are open`);
      return complete(tasks, ...elements);
    });
  const finish: Readonly<Record<string, (id: string) => Promise<unknown>>> = {
    'stored-task': (id) => next(id, 'second'),
    'stored-timer': (id) => next(id, 'after'),
    'stored-boundary': (id) => next(id, 'reminded', 'work'),
    'stored-job': async () => {
      const taken = { workerId: 'later', maxTasks: 10, topics: [{ topicName: 'stored-topic', lockDuration: 60_000 }] };
      const jobs = await client.ask<{ id: string }[]>('POST', '/external-task/fetchAndLock', taken);
      expect(jobs).toHaveLength(1);
      await client.ask('POST', `/external-task/${jobs[0]?.id}/complete`, { workerId: 'later' });
    },
    'stored-message': () => client.ask('POST', '/message', { messageName: 'stored-news', businessKey: 'stored-message-1' }),
    'stored-parallel': (id) => next(id, 'middle', 'right'),
    'stored-call': async (id) => {
      await complete(await client.tasksBelow(id), 'inner');
      await next(id, 'outer');
    },
    'stored-items': (id) => next(id, 'each', 'each'),
    'stored-compensation': async (id) => {
      await next(id, 'decide');
      await next(id, 'release');
    },
    'stored-role': (id) => next(id, 'sign'),
  };
  for (const [key, id] of Object.entries(cases)) {
    await finish[key]!(id);
    await eventually(async () => expect(`${key} ${await client.state(id)}`).toBe(`${key} COMPLETED`));
  }
};
