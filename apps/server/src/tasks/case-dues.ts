import { Injectable } from '@nestjs/common';
import type { TaskView } from '@gaita/contracts';
import { ViewClock } from '../case-clock/index.ts';
import type { Actor } from '../identity/index.ts';
import { seesOwnOnly } from '../identity/index.ts';

/** Tells beside tasks when the legal term of their case ends; not to those who see nothing of the case but their task. */
@Injectable()
export class CaseDues {
  constructor(private readonly clocks: ViewClock) {}

  async addTo(actor: Actor, tasks: readonly TaskView[]): Promise<TaskView[]> {
    const seen = tasks.filter(({ institution }) => !seesOwnOnly(actor, institution));
    const clocks = await this.clocks.ofInstances(seen.map(({ instanceId }) => instanceId));
    return tasks.map((task) => {
      const caseDue = seesOwnOnly(actor, task.institution) ? undefined : clocks.get(task.instanceId);
      return { ...task, ...(caseDue && { caseDue }) };
    });
  }
}
