import { Injectable } from '@nestjs/common';
import type { Rejection, SavedDraft, SaveDraftRequest } from '@gaita/contracts';
import { isRejection, largestDraft, rejected } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import { Database } from '../../platform/database/database.ts';
import { DuplicateRow } from '../../platform/errors.ts';
import type { Guard } from '../../platform/write-plan.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import type { DraftRow } from '../tables.ts';
import { draftTable } from '../tables.ts';
import type { DraftSubject } from './draft-subject.ts';
import { draftId } from './draft-subject.ts';

const tries = 4;

/**
 * Keeps what a form holds. People pause often, so a save is the smallest write there is: one row, in whatever commit is on its
 * way, and no row of `command`. It needs none: the revision seen tells a repetition from a change, and saving the same again
 * changes nothing.
 */
@Injectable()
export class SaveDraft {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  /** Rejections: `version-conflict` (details: the draft that another device saved), `too-large`, `not-allowed` (no person), `too-busy`. */
  async run(actor: Actor, subject: DraftSubject, { seen, values }: SaveDraftRequest): Promise<SavedDraft | Rejection> {
    const { personId } = actor;
    if (personId === undefined) return rejected('not-allowed', 'Only people have drafts.');
    const content = JSON.stringify(values);
    if (content.length > largestDraft)
      return rejected('too-large', `A draft holds at most ${largestDraft} characters.`, { largest: largestDraft });
    const id = draftId(personId, subject.key);
    for (let attempt = 0; attempt < tries; attempt++) {
      const before = await this.database.reader.byId(draftTable, id);
      const refused = before && refuseStale(before, seen, content);
      if (isRejection(refused)) return refused;
      if (before && refused === 'same') return answer(before, subject);
      const now = this.clock.now();
      const changes = new RowChanges();
      const guards: Guard[] = [];
      const form = subject.formKey === null && before ? {} : { definitionId: subject.definitionId, formKey: subject.formKey };
      if (before) guards.push(changes.revise(draftTable, before, { content: values, savedAt: now, ...form }));
      else changes.insert(draftTable, first(id, personId, subject, values, now));
      const outcome = await this.committer
        .commit({ guards, changes: changes.list(), commands: [], answer: undefined, afterCommit: [] })
        .catch(lostWhenTaken);
      if (outcome === 'committed') return answer({ revision: (before?.revision ?? 0) + 1, savedAt: now }, subject);
    }
    return rejected('too-busy', 'The draft is being saved elsewhere at the same moment. Try again.');
  }
}

function first(id: string, personId: string, subject: DraftSubject, content: DraftRow['content'], now: number): DraftRow {
  const { key, institution, taskId, definitionId, formKey } = subject;
  return { id, personId, institution, draftKey: key, taskId, definitionId, formKey, content, savedAt: now, revision: 1 };
}

/** `same`: saved already, by a request whose answer was lost. */
function refuseStale(row: DraftRow, seen: number, content: string): Rejection | 'same' | undefined {
  if (JSON.stringify(row.content) === content) return 'same';
  if (row.revision === seen) return undefined;
  return rejected('version-conflict', `Another device saved this draft at ${new Date(row.savedAt).toISOString()}.`, {
    draft: { revision: row.revision, savedAt: row.savedAt, values: row.content },
  });
}

const answer = ({ revision, savedAt }: Pick<DraftRow, 'revision' | 'savedAt'>, { gone }: DraftSubject): SavedDraft => ({
  revision,
  savedAt,
  ...(gone && { gone }),
});

/** The other of two first saves: looked at again. */
function lostWhenTaken(error: unknown): 'lost' {
  if (error instanceof DuplicateRow) return 'lost';
  throw error;
}
