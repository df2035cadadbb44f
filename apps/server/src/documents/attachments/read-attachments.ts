import { Injectable } from '@nestjs/common';
import type { AttachmentsView, AttachmentView, Rejection } from '@gaita/contracts';
import { changeableFor, isRejection, rejected } from '@gaita/contracts';
import { AccessLog } from '../../audit/index.ts';
import type { Actor } from '../../identity/index.ts';
import { PeopleDirectory } from '../../identity/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { FileStore } from '../../platform/files/file-store.ts';
import { isOfDraft } from '../drafts/draft-subject.ts';
import type { Place } from '../find-case.ts';
import { FindCase } from '../find-case.ts';
import type { AttachmentRow } from '../tables.ts';
import { attachmentTable } from '../tables.ts';
import { previewOf } from './file-types.ts';

/** The documents of cases, for those who may see the case; each opening is recorded. */
@Injectable()
export class ReadAttachments {
  constructor(
    private readonly database: Database,
    private readonly cases: FindCase,
    private readonly people: PeopleDirectory,
    private readonly store: FileStore,
    private readonly access: AccessLog,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list(actor: Actor, { instanceId, institution }: Pick<Place, 'instanceId'> & Partial<Place>): Promise<AttachmentsView> {
    // names of documents may name people; those of one's own draft are of no case yet
    if (institution !== undefined)
      this.access.saw(actor, { type: 'case', id: instanceId, institution, instanceId, isPart: true });
    const rows = await this.database.reader.find(
      attachmentTable,
      'instance_id = ? AND (deleted_at IS NULL OR (uploaded_by = ? AND created_at > ?))',
      [instanceId, actor.account, this.clock.now() - changeableFor],
      { orderBy: 'created_at DESC, id DESC', limit: 500 },
    );
    return { items: await this.views(actor, rows) };
  }

  async ofTask(actor: Actor, taskId: string): Promise<AttachmentView[]> {
    const rows = await this.database.reader.find(attachmentTable, 'task_id = ? AND deleted_at IS NULL', [taskId], {
      orderBy: 'created_at DESC, id DESC',
      limit: 500,
    });
    return this.views(actor, rows);
  }

  /** Rejections: `not-found`. */
  async find(actor: Actor, id: string): Promise<AttachmentRow | Rejection> {
    const row = await this.database.reader.byId(attachmentTable, id);
    if (row && isOfDraft(row) && row.uploadedBy === actor.account) return row;
    const place = row && (await this.cases.byId(actor, row.instanceId));
    const hidden = row && row.deletedAt !== null && row.uploadedBy !== actor.account;
    return row && !hidden && !isRejection(place) ? row : rejected('not-found', `No document has the id ${id}.`, { id });
  }

  /** The content, and the record that somebody opened it. Rejections: `not-found`. */
  async open(actor: Actor, id: string) {
    const row = await this.find(actor, id);
    if (isRejection(row)) return row;
    const file = await this.store.open(row.hash);
    if (!file) return rejected('not-found', `The content of the document ${id} is gone.`, { id });
    this.access.saw(actor, { type: 'document', id, institution: row.institution, instanceId: row.instanceId });
    return { row, ...file };
  }

  private async views(actor: Actor, rows: readonly AttachmentRow[]): Promise<AttachmentView[]> {
    const names = await this.people.namesOf(rows.map(({ uploadedBy }) => uploadedBy));
    const now = this.clock.now();
    return rows.map((row) => {
      const preview = previewOf(row.type);
      const until = row.createdAt + changeableFor;
      return {
        id: row.id,
        ...(row.taskId !== null && { taskId: row.taskId }),
        name: row.name,
        type: row.type,
        size: row.size,
        uploadedBy: row.uploadedBy,
        uploaderName: names.get(row.uploadedBy) ?? row.uploadedBy,
        createdAt: row.createdAt,
        findings: row.findings,
        ...(preview && { preview }),
        deleted: row.deletedAt !== null,
        ...(row.uploadedBy === actor.account && (until > now || isOfDraft(row)) && { changeableUntil: Math.max(until, now + 1) }),
      };
    });
  }
}
