import { Injectable } from '@nestjs/common';
import type { AddNoteRequest, Rejection } from '@gaita/contracts';
import { changeableFor, isRejection, rejected } from '@gaita/contracts';
import { recordAct } from '../../audit/index.ts';
import type { Actor } from '../../identity/index.ts';
import { toAddToCase } from '../../instances/index.ts';
import { planNotice } from '../../notifications/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import { Database } from '../../platform/database/database.ts';
import { Ids } from '../../platform/ids.ts';
import type { Command, Guard } from '../../platform/write-plan.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import type { Place } from '../find-case.ts';
import { FindCase } from '../find-case.ts';
import type { NoteRow } from '../tables.ts';
import { noteTable, noteTextTable } from '../tables.ts';

export interface WrittenNote {
  readonly id: string;
}

type MentionedIn = Place & { readonly id: string };

/** Adding a note, and changing or taking away one's own for a short time. */
@Injectable()
export class WriteNotes {
  constructor(
    private readonly database: Database,
    private readonly cases: FindCase,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Rejections: those of finding the place, `person-unknown-here` (a mentioned person may not see the case), `case-erased`. */
  add(
    command: Command,
    actor: Actor,
    find: () => Promise<Place | Rejection>,
    { text, mentions, contact }: AddNoteRequest,
  ): Promise<WrittenNote | Rejection> {
    const id = this.ids.next();
    return this.committer.run(command, async () => {
      const place = await find();
      if (isRejection(place)) return place;
      const refused = await this.refuseMentions(mentions, place);
      if (refused) return refused;
      const keeping = await toAddToCase(this.database, place.instanceId);
      if (isRejection(keeping)) return keeping;
      const at = this.clock.now();
      const changes = new RowChanges();
      const { account: author } = actor;
      const unique = [...new Set(mentions)];
      changes.insert(noteTable, {
        id,
        ...place,
        author,
        createdAt: at,
        editedAt: null,
        deletedAt: null,
        mentions: unique,
        contact: contact ?? null,
        revision: 1,
      });
      changes.insert(noteTextTable, textRow(id, 1, text, at));
      this.tell(changes, command, actor, { id, ...place }, unique, at);
      this.record(changes, actor, 'note-added', { id, ...place }, at);
      return plan(command, place.instanceId, changes, [keeping], { id });
    });
  }

  /** Rejections: `not-found`, `not-allowed` (another's), `too-late-to-change`, `person-unknown-here`. */
  edit(command: Command, actor: Actor, id: string, { text, mentions }: AddNoteRequest): Promise<WrittenNote | Rejection> {
    return this.change(command, actor, id, async (changes, note, at) => {
      if (note.deletedAt !== null) return unknown(id);
      const refused = await this.refuseMentions(mentions, note);
      if (refused) return refused;
      const versions = await this.database.reader.count(noteTextTable, 'note_id = ?', [id]);
      changes.insert(noteTextTable, textRow(id, versions + 1, text, at));
      const added = mentions.filter((account) => !note.mentions.includes(account));
      this.tell(changes, command, actor, note, added, at);
      this.record(changes, actor, 'note-edited', note, at);
      return changes.revise(noteTable, note, { editedAt: at, mentions: [...new Set(mentions)] });
    });
  }

  /** Takes a note away or, with `deleted: false`, brings it back. Rejections: as `edit`. */
  setDeleted(command: Command, actor: Actor, id: string, deleted: boolean): Promise<WrittenNote | Rejection> {
    return this.change(command, actor, id, async (changes, note, at) => {
      if ((note.deletedAt !== null) === deleted) return undefined;
      this.record(changes, actor, deleted ? 'note-deleted' : 'note-restored', note, at);
      return changes.revise(noteTable, note, { deletedAt: deleted ? at : null });
    });
  }

  private change(
    command: Command,
    actor: Actor,
    id: string,
    work: (changes: RowChanges, note: NoteRow, at: number) => Promise<Guard | Rejection | undefined>,
  ): Promise<WrittenNote | Rejection> {
    return this.committer.run(command, async () => {
      const note = await this.database.reader.byId(noteTable, id);
      const place = note && (await this.cases.byId(actor, note.instanceId));
      if (!note || isRejection(place)) return unknown(id);
      if (note.author !== actor.account) return rejected('not-allowed', 'A note is changed by its author only.', { id });
      const at = this.clock.now();
      if (at > note.createdAt + changeableFor)
        return rejected('too-late-to-change', 'A note can be changed for 15 minutes after it was written. Add another one.', {
          id,
        });
      const changes = new RowChanges();
      const guard = await work(changes, note, at);
      return isRejection(guard) ? guard : plan(command, note.instanceId, changes, guard ? [guard] : [], { id });
    });
  }

  private async refuseMentions(mentions: readonly string[], place: Place): Promise<Rejection | undefined> {
    const readers = await this.cases.readersAmong(mentions, place);
    const stranger = mentions.find((account) => !readers.includes(account));
    if (stranger === undefined) return undefined;
    return rejected('person-unknown-here', `${stranger} may not see this case, so the note cannot name them.`, {
      account: stranger,
    });
  }

  private tell(
    changes: RowChanges,
    command: Command,
    actor: Actor,
    note: MentionedIn,
    accounts: readonly string[],
    at: number,
  ): void {
    for (const account of accounts.filter((each) => each !== actor.account))
      planNotice(changes, {
        kind: 'mentioned',
        institution: note.institution,
        commandId: command.id,
        at,
        instanceId: note.instanceId,
        account,
        details: { note: note.id },
        causedBy: actor.account,
      });
  }

  private record(changes: RowChanges, { account }: Actor, act: string, note: MentionedIn, at: number): void {
    const { id, institution, instanceId } = note;
    recordAct(changes, { id: this.ids.next(), at, account, institution, act, object: { type: 'note', id, instanceId } });
  }
}

const textRow = (noteId: string, version: number, content: string, writtenAt: number) => ({
  id: `${noteId}.${version}`,
  noteId,
  version,
  content,
  writtenAt,
});

const plan = (command: Command, instanceId: string, changes: RowChanges, guards: Guard[], answer: WrittenNote) => ({
  instanceId,
  guards,
  changes: changes.list(),
  commands: [{ command, answer }],
  answer,
  afterCommit: [],
});

const unknown = (id: string): Rejection => rejected('not-found', `No note has the id ${id}.`, { id });
