import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { changeableFor } from '@gaita/contracts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { FileStore } from '../platform/files/file-store.ts';
import { Repeat } from '../platform/repeat.ts';
import type { Table } from '../platform/database/table.ts';
import { ofDraft } from './drafts/draft-subject.ts';
import { keptWithoutTask } from './drafts/sweep-drafts.ts';
import { attachmentTable, noteTable, uploadTable } from './tables.ts';

const hour = 3_600_000;
/** So long an upload that broke off can be gone on with. */
export const uploadsWait = 24 * hour;
const atOnce = 200;

/** Takes away for good what was taken away, uploads that nobody went on with, and files that no row names. */
@Injectable()
export class SweepDocuments implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds = new Repeat('the sweep of documents', hour, () => this.run());

  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly store: FileStore,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  async run(): Promise<void> {
    const now = this.clock.now();
    for (const table of [noteTable, attachmentTable]) await this.removeRows(table, 'deleted_at < ?', now - changeableFor);
    await this.removeRows(attachmentTable, `instance_id LIKE '${ofDraft}%' AND created_at < ?`, now - keptWithoutTask);
    await this.removeRows(uploadTable, 'created_at < ?', now - uploadsWait);
    const old = await this.store.olderThan(now - uploadsWait);
    for (const upload of old.uploads)
      if (!(await this.database.reader.byId(uploadTable, upload))) await this.store.discard(upload);
    for (const hash of old.hashes)
      if (!(await this.database.reader.findOne(attachmentTable, 'hash = ?', [hash])))
        await this.store.remove(hash, now - uploadsWait);
  }

  private async removeRows(table: Table, where: string, before: number): Promise<void> {
    const rows = await this.database.reader.find(table, where, [before], { orderBy: 'id', limit: atOnce });
    const changes = rows.map((row) => ({ op: 'delete' as const, table, id: row['id'] as string }));
    if (changes.length > 0)
      await this.committer.commit({ guards: [], changes, commands: [], answer: undefined, afterCommit: [] });
  }
}
