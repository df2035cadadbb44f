import { Injectable } from '@nestjs/common';
import type { Rejection, RejectionCode, TakenNext } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { Duties } from '../duties/index.ts';
import type { Actor } from '../identity/index.ts';
import type { Command } from '../platform/write-plan.ts';
import type { TaskRow } from '../tasks/index.ts';
import { ClaimTask } from '../tasks/index.ts';
import { mostUrgent } from './inbox-order.ts';
import { InboxRows } from './inbox-rows.ts';

/** So many are looked at together; whoever may not do any of all these is told that there is nothing for them. */
const pages = [20, 100, 200, 200, 200, 200, 200];

/** Reasons for which somebody does not get this task but may get the next one. */
const passedOver: ReadonlySet<RejectionCode | 'reason-needed'> = new Set([
  'task-claimed-by-other',
  'task-already-completed',
  'task-withdrawn',
  'task-unknown',
  'already-signed',
  'not-allowed',
  'role-conflict',
  'reason-needed',
  'version-conflict',
  'instance-suspended',
]);

/** The most urgent task that a person may do: by due date, then priority, then age; of equals one that they hold already. */
@Injectable()
export class TakeNext {
  constructor(
    private readonly rows: InboxRows,
    private readonly claim: ClaimTask,
    private readonly duties: Duties,
  ) {}

  /** Whoever is faster gets it; the slower one gets the next. Tasks that a conflict of roles forbids are passed over. */
  async run(command: Command, actor: Actor, process?: string): Promise<TakenNext | Rejection> {
    const [mine] = await this.rows.open(actor, { view: 'mine', process, sort: mostUrgent }, { limit: 1, offset: 0 });
    const looked: string[] = [];
    for (const limit of pages) {
      const offered = await this.rows.open(
        actor,
        { view: 'group', process, sort: mostUrgent, without: looked },
        { limit, offset: 0 },
      );
      const conflicts = await this.duties.conflictsOf(actor, offered);
      for (const task of offered.filter(({ id }) => !conflicts.has(id))) {
        if (mine && byUrgency(mine, task) <= 0) return { taskId: mine.taskId };
        const claimed = await this.claim.run(command, actor, task.taskId);
        if (!isRejection(claimed)) return { taskId: claimed.taskId };
        if (!passedOver.has(claimed.code)) return claimed;
      }
      if (offered.length < limit) break;
      looked.push(...offered.map(({ id }) => id));
    }
    return { taskId: mine?.taskId ?? null };
  }
}

const never = Number.MAX_SAFE_INTEGER;

const byUrgency = (a: TaskRow, b: TaskRow): number =>
  (a.dueAt ?? never) - (b.dueAt ?? never) || b.priority - a.priority || a.createdAt - b.createdAt;
