import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { RunBulk } from './run-bulk.ts';
import { ShowBulk } from './show-bulk.ts';
import { bulkItemTable, bulkJobTable } from './tables.ts';

/** Tries those again that were refused. */
@Injectable()
export class RetryBulk {
  constructor(
    private readonly shown: ShowBulk,
    private readonly runner: RunBulk,
    private readonly committer: Committer,
    private readonly database: Database,
  ) {}

  /**
   * With a reason for a conflict of roles only what was refused for want of one is tried, and by that one.
   * Rejections: `not-found`, `invalid-request` (still at work, or nothing was refused).
   */
  run(command: Command, actor: Actor, id: string, conflictReason?: string): Promise<{ id: string; retried: number } | Rejection> {
    return this.committer.run(command, async () => {
      const job = await this.shown.row(actor, id);
      if (isRejection(job)) return job;
      if (job.state === 'running') return rejected('invalid-request', 'Wait until it is done.', { id });
      const failed = await this.database.reader.find(
        bulkItemTable,
        `job_id = ? AND state = 'failed'${conflictReason === undefined ? '' : " AND code = 'reason-needed'"}`,
        [id],
      );
      if (failed.length === 0) return rejected('invalid-request', 'Nothing was refused.', { id });
      const changes = new RowChanges();
      for (const item of failed)
        changes.update(bulkItemTable, item.id, {
          state: 'waiting',
          attempt: item.attempt + 1,
          code: null,
          message: null,
          details: null,
        });
      const guard = changes.revise(bulkJobTable, job, {
        state: 'running',
        failed: job.failed - failed.length,
        finishedAt: null,
        claimedUntil: 0,
        ...(conflictReason !== undefined && { conflictReason }),
      });
      const answer = { id, retried: failed.length };
      return {
        guards: [guard],
        changes: changes.list(),
        commands: [{ command, answer }],
        answer,
        afterCommit: [() => this.runner.wake()],
      };
    });
  }
}
