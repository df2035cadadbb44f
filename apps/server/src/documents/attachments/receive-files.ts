import { Injectable } from '@nestjs/common';
import type { AttachmentView, BeginUploadRequest, FileRefusal, Rejection, UploadView } from '@gaita/contracts';
import { changeableFor, chunkSize, isRejection, largestFile, rejected } from '@gaita/contracts';
import { recordAct } from '../../audit/index.ts';
import type { Actor } from '../../identity/index.ts';
import { toAddToCase } from '../../instances/index.ts';
import { Committer } from '../../platform/committer.ts';
import { Database } from '../../platform/database/database.ts';
import type { StoredFile } from '../../platform/files/file-store.ts';
import { FileStore } from '../../platform/files/file-store.ts';
import { VirusScanner } from '../../platform/files/virus-scanner.ts';
import { Ids } from '../../platform/ids.ts';
import { Clock } from '../../platform/clock.ts';
import type { Command, Guard } from '../../platform/write-plan.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import { isOfDraft } from '../drafts/draft-subject.ts';
import type { Place } from '../find-case.ts';
import type { AttachmentRow, UploadRow } from '../tables.ts';
import { attachmentTable, uploadTable } from '../tables.ts';
import { readFileName } from './file-name.ts';
import { inspectFile } from './inspect-file.ts';

/** Of one person, begun and not finished: each may take up to `largestFile` of the disk for a day. */
const mostUploads = 40;

interface Checked extends StoredFile {
  readonly type: string;
  readonly findings: AttachmentRow['findings'];
}

/** Receives documents piece by piece; what was received stays received when the connection breaks. */
@Injectable()
export class ReceiveFiles {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly store: FileStore,
    private readonly scanner: VirusScanner,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Rejections: those of finding the place, `case-erased`, `file-refused` (the size; a name that misleads), `too-busy` (too many are not finished). */
  begin(
    command: Command,
    actor: Actor,
    find: () => Promise<Place | Rejection>,
    { name: given, size }: BeginUploadRequest,
  ): Promise<UploadView | Rejection> {
    const id = this.ids.next();
    return this.committer.run(command, async () => {
      const place = await find();
      if (isRejection(place)) return place;
      const keeping = await this.keepingOf(place);
      if (isRejection(keeping)) return keeping;
      const { name, doubleExtension } = readFileName(given);
      const reason = doubleExtension ? 'double-extension' : size === 0 ? 'empty' : size > largestFile ? 'too-large' : undefined;
      if (reason) return refusedFile(reason);
      const { account } = actor;
      if ((await this.database.reader.count(uploadTable, 'account = ?', [account])) >= mostUploads)
        return rejected('too-busy', `${mostUploads} files of yours have not come whole: finish or cancel one of them first.`, {
          most: mostUploads,
        });
      const changes = new RowChanges();
      changes.insert(uploadTable, { id, ...place, name, size, account, createdAt: this.clock.now(), revision: 1 });
      const answer = { id, received: 0, chunkSize };
      return { guards: [], changes: changes.list(), commands: [{ command, answer }], answer, afterCommit: [] };
    });
  }

  /** Where to go on. Rejections: `not-found`. */
  async state(actor: Actor, id: string): Promise<UploadView | Rejection> {
    const upload = await this.mine(actor, id);
    return isRejection(upload) ? upload : { id, received: await this.store.received(id), chunkSize };
  }

  /** Rejections: `not-found`, `version-conflict` (something else was received up to there), `file-refused` (more than announced). */
  async append(actor: Actor, id: string, offset: number, piece: Buffer): Promise<UploadView | Rejection> {
    const upload = await this.mine(actor, id);
    if (isRejection(upload)) return upload;
    if (offset + piece.length > upload.size) return refusedFile('too-large');
    if (!(await this.store.append(id, offset, piece)))
      return rejected('version-conflict', `Less than ${offset} bytes were received. Ask where to go on.`, { id });
    return { id, received: offset + piece.length, chunkSize };
  }

  /**
   * The whole file was sent: looks into it, stores it, and only then writes its row. An upload that is finished twice is one
   * document. Rejections: `not-found`, `case-erased`, `file-refused`.
   */
  finish(command: Command, actor: Actor, id: string): Promise<AttachmentView | Rejection> {
    let checked: Checked | Rejection | undefined;
    return this.committer.run(command, async () => {
      const done = await this.database.reader.byId(attachmentTable, id);
      if (done?.uploadedBy === actor.account) return nothingMore(command, view(done, actor));
      const upload = await this.mine(actor, id);
      if (isRejection(upload)) return upload;
      const keeping = await this.keepingOf(upload);
      if (isRejection(keeping)) return keeping;
      checked ??= await this.check(upload);
      if (isRejection(checked)) return checked;
      const at = this.clock.now();
      const { institution, instanceId, taskId, name } = upload;
      const row = {
        ...{ id, institution, instanceId, taskId, name, ...checked },
        ...{ uploadedBy: actor.account, createdAt: at, deletedAt: null, revision: 1 },
      };
      const changes = new RowChanges();
      changes.insert(attachmentTable, row);
      changes.delete(uploadTable, id);
      const object = { type: 'document', id, instanceId };
      // What lies in a draft is the person's own; it is recorded when the case takes it over.
      if (!isOfDraft(row))
        recordAct(changes, { id: this.ids.next(), at, account: actor.account, institution, act: 'document-added', object });
      const answer = view(row, actor);
      // what cannot be discarded now is swept
      const afterCommit = [() => void this.store.discard(id).catch(() => undefined)];
      return {
        ...(!isOfDraft(row) && { instanceId }),
        guards: keeping,
        changes: changes.list(),
        commands: [{ command, answer }],
        answer,
        afterCommit,
      };
    });
  }

  /** Nobody waits for it any more. */
  async cancel(actor: Actor, id: string): Promise<void> {
    const upload = await this.mine(actor, id);
    if (isRejection(upload)) return;
    await this.store.discard(id);
    const changes = [{ op: 'delete' as const, table: uploadTable, id }];
    await this.committer.commit({ guards: [], changes, commands: [], answer: undefined, afterCommit: [] });
  }

  /** What lies in a draft belongs to no case yet. */
  private async keepingOf(place: Pick<Place, 'instanceId'>): Promise<Guard[] | Rejection> {
    if (isOfDraft(place)) return [];
    const keeping = await toAddToCase(this.database, place.instanceId);
    return isRejection(keeping) ? keeping : [keeping];
  }

  private async mine(actor: Actor, id: string): Promise<UploadRow | Rejection> {
    const row = await this.database.reader.byId(uploadTable, id);
    return row?.account === actor.account ? row : rejected('not-found', `No upload has the id ${id}.`, { id });
  }

  private async check(upload: UploadRow): Promise<Checked | Rejection> {
    const { id, size } = upload;
    if ((await this.store.received(id)) !== size) return refusedFile('incomplete');
    const taken = await this.store.take(id);
    try {
      const found = await this.look(taken, upload);
      if (!isRejection(found)) return { ...(await this.store.keep(taken)), ...found, findings: [...found.findings] };
      await this.store.discard(id);
      return found;
    } finally {
      await this.store.discard(taken);
    }
  }

  private async look(taken: string, { name }: UploadRow) {
    const path = this.store.pathOf(taken);
    const found = await inspectFile(path, readFileName(name));
    if ('refused' in found) return refusedFile(found.refused);
    const virus = await this.scanner.find(path);
    return virus === undefined ? found : refusedFile('infected', { virus });
  }
}

const sentences: { readonly [reason in FileRefusal]: string } = {
  'type-refused': 'Files of this kind are not accepted.',
  'type-differs': 'The content of the file does not match the ending of its name.',
  'double-extension': 'The name of the file has a second ending that misleads.',
  macros: 'The document contains macros. Save it without them.',
  archive: 'Archives are not accepted. Add the files one by one.',
  empty: 'The file is empty.',
  'too-large': `A file holds at most ${largestFile} bytes, and no more than was announced.`,
  infected: 'The virus scanner refused the file.',
  incomplete: 'The file was not received whole. Go on with the upload.',
};

const refusedFile = (reason: FileRefusal, more: object = {}): Rejection =>
  rejected('file-refused', sentences[reason], { reason, ...more });

const nothingMore = (command: Command, answer: AttachmentView) => ({
  guards: [],
  changes: [],
  commands: [{ command, answer }],
  answer,
  afterCommit: [],
});

const view = (row: AttachmentRow, actor: Actor): AttachmentView => ({
  id: row.id,
  ...(row.taskId !== null && { taskId: row.taskId }),
  name: row.name,
  type: row.type,
  size: row.size,
  uploadedBy: row.uploadedBy,
  uploaderName: actor.name,
  createdAt: row.createdAt,
  findings: row.findings,
  deleted: row.deletedAt !== null,
  changeableUntil: row.createdAt + changeableFor,
});
