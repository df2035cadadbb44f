import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { changeableFor, isRejection, rejected } from '@gaita/contracts';
import { recordAct } from '../../audit/index.ts';
import type { Actor } from '../../identity/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import { Ids } from '../../platform/ids.ts';
import type { Command } from '../../platform/write-plan.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import { isOfDraft } from '../drafts/draft-subject.ts';
import { attachmentTable } from '../tables.ts';
import { ReadAttachments } from './read-attachments.ts';

/** Who added a document by mistake takes it away, or brings it back, for a short time. */
@Injectable()
export class RemoveAttachment {
  constructor(
    private readonly attachments: ReadAttachments,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Rejections: `not-found`, `not-allowed` (another's), `too-late-to-change`. */
  run(command: Command, actor: Actor, id: string, deleted: boolean): Promise<{ id: string } | Rejection> {
    return this.committer.run(command, async () => {
      const row = await this.attachments.find(actor, id);
      if (isRejection(row)) return row;
      if (row.uploadedBy !== actor.account) return rejected('not-allowed', 'A document is removed only by who added it.', { id });
      const at = this.clock.now();
      if (at > row.createdAt + changeableFor && !isOfDraft(row))
        return rejected('too-late-to-change', 'A document can be removed for 15 minutes after it was added.', { id });
      const changes = new RowChanges();
      const { instanceId, institution } = row;
      const guards =
        (row.deletedAt !== null) === deleted ? [] : [changes.revise(attachmentTable, row, { deletedAt: deleted ? at : null })];
      if (guards.length > 0 && !isOfDraft(row))
        recordAct(changes, {
          ...{ id: this.ids.next(), at, account: actor.account, institution },
          act: deleted ? 'document-removed' : 'document-restored',
          object: { type: 'document', id, instanceId },
        });
      return {
        ...(!isOfDraft(row) && { instanceId }),
        guards,
        changes: changes.list(),
        commands: [{ command, answer: { id } }],
        answer: { id },
        afterCommit: [],
      };
    });
  }
}
