import { Injectable } from '@nestjs/common';
import type { NotesView, NoteView } from '@gaita/contracts';
import { changeableFor } from '@gaita/contracts';
import { AccessLog } from '../../audit/index.ts';
import type { Actor } from '../../identity/index.ts';
import { PeopleDirectory } from '../../identity/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Place } from '../find-case.ts';
import type { NoteRow, NoteTextRow } from '../tables.ts';
import { noteTable, noteTextTable } from '../tables.ts';

const atMost = 500;

/** The notes of a case for somebody who may see it. */
@Injectable()
export class ReadNotes {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
    private readonly clock: Clock,
    private readonly access: AccessLog,
  ) {}

  /** The newest 500, oldest first; those taken away only for their author, while that can be undone. */
  async list(actor: Actor, place: Place): Promise<NotesView> {
    this.saw(actor, place);
    const since = this.clock.now() - changeableFor;
    const newest = await this.database.reader.find(
      noteTable,
      'instance_id = ? AND (deleted_at IS NULL OR (author = ? AND created_at > ?))',
      [place.instanceId, actor.account, since],
      { orderBy: 'created_at DESC, id DESC', limit: atMost },
    );
    return { items: await this.views(actor, newest.reverse()) };
  }

  /** Those about one task, as Camunda's `task/{id}/comment` lists them. */
  async ofTask(actor: Actor, place: Place): Promise<NoteView[]> {
    this.saw(actor, place);
    const rows = await this.database.reader.find(noteTable, 'task_id = ? AND deleted_at IS NULL', [place.taskId], {
      orderBy: 'created_at DESC, id DESC',
      limit: atMost,
    });
    return this.views(actor, rows);
  }

  private saw(actor: Actor, { instanceId, institution }: Place): void {
    this.access.saw(actor, { type: 'case', id: instanceId, institution, instanceId, act: 'case-notes-read' });
  }

  private async views(actor: Actor, rows: readonly NoteRow[]): Promise<NoteView[]> {
    if (rows.length === 0) return [];
    const texts = await this.database.reader.find(noteTextTable, 'note_id IN (?)', [rows.map(({ id }) => id)], {
      orderBy: 'note_id, version',
    });
    const last = new Map<string, NoteTextRow>(texts.map((row) => [row.noteId, row]));
    const names = await this.people.namesOf(rows.flatMap(({ author, mentions }) => [author, ...mentions]));
    const now = this.clock.now();
    return rows.map((row) => {
      const until = row.createdAt + changeableFor;
      return {
        id: row.id,
        ...(row.taskId !== null && { taskId: row.taskId }),
        author: row.author,
        authorName: names.get(row.author) ?? row.author,
        text: last.get(row.id)?.content ?? '',
        ...(row.contact !== null && { contact: row.contact }),
        createdAt: row.createdAt,
        ...(row.editedAt !== null && { editedAt: row.editedAt }),
        deleted: row.deletedAt !== null,
        mentions: row.mentions.map((account) => ({ account, name: names.get(account) ?? account })),
        ...(row.author === actor.account && until > now && { changeableUntil: until }),
      };
    });
  }
}
