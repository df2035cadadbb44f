import type { OnApplicationBootstrap } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import { Database } from '../../platform/database/database.ts';
import { id } from '../../platform/database/table.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import { historyTaskTable } from '../tables.ts';

const mostAtOnce = 500;

/**
 * When the process itself withdraws a task, the tasks by which opinions on it were asked go along with its row (foreign key);
 * their history is ended here, after the commit, or at the next start.
 */
@Injectable()
export class EndWithdrawnOpinions implements OnApplicationBootstrap {
  private readonly instances = new Set<string>();
  private working: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.end();
  }

  /** Never throws, waits for nothing. */
  noteWithdrawn(instanceId: string): void {
    this.instances.add(instanceId);
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  /** Ends when all that was noted is done. */
  async settled(): Promise<void> {
    await this.working;
  }

  private async work(): Promise<void> {
    await Promise.resolve();
    while (this.instances.size > 0) {
      const instances = [...this.instances].slice(0, mostAtOnce);
      for (const instance of instances) this.instances.delete(instance);
      // what fails now is found at the next start
      await this.end(instances).catch(() => undefined);
    }
  }

  private async end(instances?: readonly string[]): Promise<void> {
    const rows = await this.database.reader.query(
      `SELECT o.id FROM task_opinion o JOIN history_task h ON h.id = o.id
       WHERE o.given_at IS NULL AND h.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM task t WHERE t.id = o.id)
       ${instances ? 'AND o.instance_id IN (?)' : ''} LIMIT 5000`,
      instances ? [instances] : [],
      { id: id() },
    );
    if (rows.length === 0) return;
    const changes = new RowChanges();
    for (const row of rows) changes.update(historyTaskTable, row.id, { endedAt: this.clock.now(), outcome: 'withdrawn' });
    await this.committer.commit({
      guards: [],
      changes: changes.list(),
      commands: [],
      answer: undefined,
      afterCommit: [],
    });
  }
}
