import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.ts';
import { Committer } from '../../platform/committer.ts';
import { Database } from '../../platform/database/database.ts';
import type { Table } from '../../platform/database/table.ts';
import type { RowChange } from '../../platform/write-plan.ts';
import { attachmentTable, draftTable, uploadTable } from '../tables.ts';
import { draftId, draftPlace, startedBy } from './draft-subject.ts';

/** A person throws their draft away, with what was attached to it. */
@Injectable()
export class DropDraft {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
  ) {}

  /** Dropping what is not there changes nothing. */
  async run(actor: Actor, key: string): Promise<void> {
    if (actor.personId === undefined) return;
    const id = draftId(actor.personId, key);
    const { reader } = this.database;
    const changes: RowChange[] = (await reader.byId(draftTable, id)) ? [{ op: 'delete', table: draftTable, id }] : [];
    const processKey = startedBy(key);
    if (processKey !== undefined)
      for (const table of [attachmentTable, uploadTable])
        for (const row of await reader.find(table as Table, 'instance_id = ?', [draftPlace(actor.personId, processKey)]))
          changes.push({ op: 'delete', table, id: row['id'] as string });
    if (changes.length === 0) return;
    await this.committer.commit({ guards: [], changes, commands: [], answer: undefined, afterCommit: [] });
  }
}
