import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import { Database } from '../../platform/database/database.ts';
import { Repeat } from '../../platform/repeat.ts';
import { draftTable } from '../tables.ts';

const day = 86_400_000;
/** What was typed for a task that somebody else took or that was withdrawn. */
export const keptWithoutTask = 30 * day;
/** What the person sent themselves: as long as somebody may want to take the completion back. */
export const keptAfterSending = day;
const atOnce = 200;

/** Drafts that nobody can need any more go: no personal text stays longer than it serves. */
@Injectable()
export class SweepDrafts implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds = new Repeat('the sweep of drafts', 3_600_000, () => this.run());

  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** @returns how many were deleted */
  async run(): Promise<number> {
    const now = this.clock.now();
    const old = await this.ids(
      `SELECT id FROM draft WHERE saved_at < ? AND (task_id IS NULL OR NOT EXISTS
         (SELECT 1 FROM task WHERE task.task_id = draft.task_id)) ORDER BY saved_at LIMIT ?`,
      [now - keptWithoutTask, atOnce],
    );
    const sent = await this.ids(
      `SELECT draft.id FROM draft JOIN person ON person.id = draft.person_id JOIN history_task ON history_task.id = draft.task_id
         WHERE draft.saved_at < ? AND history_task.ended_at < ? AND history_task.completed_by = person.account LIMIT ?`,
      [now - keptAfterSending, now - keptAfterSending, atOnce],
    );
    const changes = [...new Set([...old, ...sent])].map((id) => ({ op: 'delete' as const, table: draftTable, id }));
    if (changes.length > 0)
      await this.committer.commit({ guards: [], changes, commands: [], answer: undefined, afterCommit: [] });
    return changes.length;
  }

  private async ids(sql: string, parameters: readonly unknown[]): Promise<string[]> {
    return (await this.database.reader.query<{ id: string }>(sql, parameters)).map(({ id }) => id);
  }
}
