import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.ts';
import { Committer } from '../../platform/committer.ts';
import { Database } from '../../platform/database/database.ts';
import { draftTable } from '../tables.ts';
import { draftId } from './draft-subject.ts';

/** A person throws their draft away. */
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
    if (!(await this.database.reader.byId(draftTable, id))) return;
    const changes = [{ op: 'delete' as const, table: draftTable, id }];
    await this.committer.commit({ guards: [], changes, commands: [], answer: undefined, afterCommit: [] });
  }
}
