import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DraftView, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import { mayStart, startsIn } from '../../instances/index.ts';
import { Definitions } from '../../models/index.ts';
import { Database } from '../../platform/database/database.ts';
import type { Place } from '../find-case.ts';
import { FindTask, historyTaskTable, refuseWork, taskSignatureTable } from '../../tasks/index.ts';

/** What a draft is for, and the form that is filled in. */
export interface DraftSubject {
  /** `task:<id>` or `start:<process>` */
  readonly key: string;
  readonly institution: string;
  readonly taskId: string | null;
  readonly definitionId: string | null;
  readonly formKey: string | null;
  /** Why the form may not be sent any more. */
  readonly gone?: DraftView['gone'];
}

export const taskKey = (taskId: string): string => `task:${taskId}`;
export const startKey = (processKey: string): string => `start:${processKey}`;
/** The process whose start the draft is for. */
export const startedBy = (key: string): string | undefined => /^start:(.+)$/.exec(key)?.[1];

/** The row of a person's draft: two first saves at once meet at one id. */
export const draftId = (personId: string, key: string): string =>
  createHash('sha256').update(`${personId}\n${key}`).digest('base64url').slice(0, 36);

/**
 * Where documents lie that are attached to a draft before its case is there: stands for the case in their rows, and is the id of none.
 */
export const draftPlace = (personId: string, processKey: string): string =>
  ofDraft + draftId(personId, startKey(processKey)).slice(0, 36 - ofDraft.length);

export const ofDraft = 'start-';
export const isOfDraft = ({ instanceId }: { readonly instanceId: string }): boolean => instanceId.startsWith(ofDraft);

/** Finds what a draft is for. A task that is gone is still found: what was typed for it is kept. */
@Injectable()
export class DraftSubjects {
  constructor(
    private readonly tasks: FindTask,
    private readonly definitions: Definitions,
    private readonly database: Database,
  ) {}

  /** Rejections: `task-unknown`. */
  async task(actor: Actor, taskId: string): Promise<DraftSubject | Rejection> {
    const task = await this.tasks.open(actor, taskId);
    const key = taskKey(taskId);
    if (!isRejection(task)) {
      const { institution, definitionId, formKey } = task;
      const refused = refuseWork(actor, task);
      return { key, institution, taskId, definitionId, formKey, ...(refused && { gone: withoutMark(refused) }) };
    }
    if (task.code === 'task-unknown') return task;
    const { reader } = this.database;
    const turn = await reader.byId(taskSignatureTable, taskId);
    const ended = await reader.byId(historyTaskTable, turn?.activityTaskId ?? taskId);
    return {
      key,
      institution: ended?.institution ?? actor.institution,
      taskId,
      definitionId: ended?.definitionId ?? null,
      formKey: null,
      gone: withoutMark(task),
    };
  }

  /** Where documents wait for the application. Rejections: `process-unknown`, `not-allowed` (no person, or one who may not start it). */
  async placeOfStart(actor: Actor, processKey: string): Promise<Place | Rejection> {
    if (actor.personId === undefined) return rejected('not-allowed', 'Only people have drafts.');
    const subject = await this.start(actor, processKey);
    if (isRejection(subject)) return subject;
    const definition = subject.definitionId === null ? undefined : await this.definitions.byId(subject.definitionId);
    if (!definition || !mayStart(actor, definition, subject.institution))
      return rejected('not-allowed', `You may not start ${processKey}.`, { processKey });
    return { instanceId: draftPlace(actor.personId, processKey), institution: subject.institution, taskId: null };
  }

  /** Rejections: `process-unknown`. */
  async start(actor: Actor, processKey: string): Promise<DraftSubject | Rejection> {
    const institution = startsIn(actor);
    const definition = await this.definitions.latest(institution, processKey);
    if (!definition) return rejected('process-unknown', `No process with the key ${processKey} is published.`, { processKey });
    return { key: startKey(processKey), institution, taskId: null, definitionId: definition.id, formKey: null };
  }
}

const withoutMark = ({ code, message, details }: Rejection): NonNullable<DraftView['gone']> => ({
  code,
  message,
  ...(details && { details: { ...details } }),
});
