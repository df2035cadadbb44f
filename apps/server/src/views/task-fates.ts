import { Injectable } from '@nestjs/common';
import type { TaskFate } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { PeopleDirectory } from '../identity/index.ts';
import { FindTask } from '../tasks/index.ts';

/** What became of tasks that a reader had in a list: nothing vanishes there without a word. */
@Injectable()
export class TaskFates {
  constructor(
    private readonly tasks: FindTask,
    private readonly people: PeopleDirectory,
  ) {}

  async of(actor: Actor, ids: readonly string[]): Promise<TaskFate[]> {
    const fates = await Promise.all(ids.map((id) => this.one(actor, id)));
    const names = await this.people.namesOf(fates.flatMap(({ by }) => by ?? []));
    return fates.map((fate) => {
      const byName = fate.by === undefined ? undefined : names.get(fate.by);
      return { ...fate, ...(byName !== undefined && { byName }) };
    });
  }

  private async one(actor: Actor, id: string): Promise<TaskFate> {
    const task = await this.tasks.open(actor, id);
    if (!isRejection(task)) {
      if (task.assignee === null) return { id, state: 'open' };
      return { id, state: 'claimed', by: task.assignee, ...(task.claimedAt !== null && { at: task.claimedAt }) };
    }
    const { completedBy, completedAt, withdrawnAt } = task.details ?? {};
    if (task.code === 'task-already-completed')
      return {
        id,
        state: 'completed',
        ...(typeof completedBy === 'string' && { by: completedBy }),
        ...(typeof completedAt === 'number' && { at: completedAt }),
      };
    if (task.code === 'task-withdrawn')
      return { id, state: 'withdrawn', ...(typeof withdrawnAt === 'number' && { at: withdrawnAt }) };
    return { id, state: 'gone' };
  }
}
