import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { TaskRow } from './tables.ts';
import { taskTable } from './tables.ts';

/** Remembers, once a task, that somebody looked at it: then who brought it about can no longer take that back. */
@Injectable()
export class NoteOpened {
  constructor(
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  /** What nobody's completion brought about, or what they look at themselves, need not be remembered. */
  async run(actor: Actor, task: TaskRow): Promise<void> {
    const { id, createdBy, openedBy, revision } = task;
    if (createdBy === null || createdBy === actor.account || openedBy !== null) return;
    const changes = new RowChanges();
    const guard = changes.revise(taskTable, { id, revision }, { openedBy: actor.account, openedAt: this.clock.now() });
    // lost: it was taken, completed or taken back at this moment, which says more
    await this.committer.commit({ guards: [guard], changes: changes.list(), commands: [], answer: undefined, afterCommit: [] });
  }
}
