import { Injectable, Logger } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { ClaimTask, PassOnTask, UnclaimTask } from '../tasks/index.ts';
import type { BulkItemRow, BulkJobRow } from './tables.ts';

/** Does to one task what is asked for, by the command that does it to one alone: rights and duties are looked at each time. */
@Injectable()
export class DoBulkItem {
  private readonly log = new Logger('bulk');

  constructor(
    private readonly claim: ClaimTask,
    private readonly unclaim: UnclaimTask,
    private readonly passOn: PassOnTask,
    private readonly ids: Ids,
  ) {}

  /** The key of the command is the item's: done again after a crash it answers as the first time. */
  async run(actor: Actor, job: BulkJobRow, { id, taskId, attempt }: BulkItemRow): Promise<unknown | Rejection> {
    const command: Command = {
      id: this.ids.next(),
      account: actor.account,
      idempotencyKey: `bulk ${id} ${attempt}`,
      hash: `bulk ${job.act}`,
    };
    try {
      return await this.act(command, actor, job, taskId);
    } catch (error) {
      this.log.warn({ message: 'an item of bulk work failed', taskId, error: (error as Error).message });
      return rejected('too-busy', 'The server could not do it. Try again in a moment.', { taskId });
    }
  }

  private act(command: Command, actor: Actor, job: BulkJobRow, taskId: string): Promise<unknown | Rejection> {
    const reason = job.conflictReason ?? undefined;
    switch (job.act) {
      case 'claim':
        return this.claim.run(command, actor, taskId, reason);
      case 'hand-back':
        return this.unclaim.run(command, actor, taskId);
      case 'pass-on':
        return this.passOn.run(command, actor, taskId, job.recipient ?? '', reason);
    }
  }
}
