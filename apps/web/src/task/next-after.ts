import type { TaskView } from '@gaita/contracts';
import { listTasks } from '../api/tasks.ts';
import { lastListAddress } from '../work/list-memory.ts';

/** Where a person goes from a finished task: their next one in the same case, else the list as they left it. */
export async function nextAfter(done: Pick<TaskView, 'instanceId'>, list = lastListAddress()): Promise<string> {
  const waiting = await listTasks({ view: 'mine', instanceId: done.instanceId, limit: 1 }).catch(() => undefined);
  const [next] = waiting?.items ?? [];
  return next ? `/tasks/${next.id}` : list;
}
