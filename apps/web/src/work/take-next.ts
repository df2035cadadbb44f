import { claimTask, listTasks } from '../api/tasks.ts';

/** The most urgent task that I may do: my own first, else one of my groups, which is claimed. Its id, or undefined. */
export async function takeNext(): Promise<string | undefined> {
  const [mine] = (await listTasks({ view: 'mine', sort: 'due', limit: 1 })).items;
  if (mine) return mine.id;
  const { items } = await listTasks({ view: 'group', sort: 'due', limit: 50 });
  const offered = items.find(({ conflict }) => conflict === undefined);
  if (offered) await claimTask(offered.id);
  return offered?.id;
}
