import { Injectable } from '@nestjs/common';
import type { DraftContent, DraftsView, DraftView } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import { Definitions, Forms, processName } from '../../models/index.ts';
import { Database } from '../../platform/database/database.ts';
import { historyTaskTable, taskName, taskSignatureTable } from '../../tasks/index.ts';
import type { DraftRow } from '../tables.ts';
import { draftTable } from '../tables.ts';
import type { DraftSubject } from './draft-subject.ts';
import { draftId, DraftSubjects } from './draft-subject.ts';

/** A person's own drafts; those of others are not reachable by any request. */
@Injectable()
export class ReadDrafts {
  constructor(
    private readonly database: Database,
    private readonly subjects: DraftSubjects,
    private readonly definitions: Definitions,
    private readonly forms: Forms,
  ) {}

  async one(actor: Actor, subject: DraftSubject): Promise<DraftView> {
    const { gone } = subject;
    const row = actor.personId === undefined ? undefined : await this.find(actor.personId, subject.key);
    return { ...(row && { draft: await this.content(row, subject) }), ...(gone && { gone }) };
  }

  /** The newest first. */
  async list(actor: Actor): Promise<DraftsView> {
    if (actor.personId === undefined) return { items: [] };
    const rows = await this.database.reader.find(draftTable, 'person_id = ?', [actor.personId], {
      orderBy: 'saved_at DESC, id',
      limit: 200,
    });
    return { items: await Promise.all(rows.map((row) => this.item(actor, row))) };
  }

  private find(personId: string, key: string): Promise<DraftRow | undefined> {
    return this.database.reader.byId(draftTable, draftId(personId, key));
  }

  private async content(row: DraftRow, subject: DraftSubject): Promise<DraftContent> {
    const { revision, savedAt, content: values, definitionId, formKey } = row;
    const today = subject.definitionId === definitionId && subject.formKey === formKey;
    const form = today || definitionId === null || formKey === null ? undefined : await this.formOf(definitionId, formKey);
    return { revision, savedAt, values, ...(form && { form }) };
  }

  private async formOf(definitionId: string, formKey: string) {
    const definition = await this.definitions.byId(definitionId);
    return definition && this.forms.of(definition.row, formKey);
  }

  private async item(actor: Actor, row: DraftRow): Promise<DraftsView['items'][number]> {
    const { draftKey, taskId, savedAt, definitionId } = row;
    const definition = definitionId === null ? undefined : await this.definitions.byId(definitionId);
    if (taskId === null) {
      const processKey = draftKey.replace(/^start:/, '');
      return {
        key: draftKey,
        processKey,
        name: definition ? processName(definition, actor.language) : processKey,
        savedAt,
        gone: !definition,
      };
    }
    const { reader } = this.database;
    const turn = await reader.byId(taskSignatureTable, taskId);
    const task = await reader.byId(historyTaskTable, turn?.activityTaskId ?? taskId);
    const subject = await this.subjects.task(actor, taskId);
    const name = task && taskName(definition, task, actor.language);
    return {
      key: draftKey,
      taskId,
      name: name ?? taskId,
      savedAt,
      gone: isRejection(subject) || subject.gone !== undefined,
    };
  }
}
