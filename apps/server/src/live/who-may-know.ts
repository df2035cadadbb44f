import { Injectable } from '@nestjs/common';
import type { LiveChange } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { isOfferedTo, reachIn, seesEndedTask, seesTask, visibleCases } from '../identity/index.ts';
import type { HistoryInstanceRow } from '../instances/index.ts';
import { historyInstanceTable } from '../instances/index.ts';
import { all } from '../platform/database/condition.ts';
import { Database } from '../platform/database/database.ts';
import type { HistoryTaskRow, TaskRow } from '../tasks/index.ts';
import { historyTaskTable, taskTable } from '../tasks/index.ts';

/** Rows of a long work: whoever began it hears of it. */
export interface OwnedRow {
  readonly id: string;
  readonly account: string;
}

/** What changed in one go, with what decides who may know of it. */
export interface ChangedFacts {
  readonly tasks: readonly TaskRow[];
  readonly endedTasks: readonly HistoryTaskRow[];
  readonly cases: readonly Pick<HistoryInstanceRow, 'id' | 'institution'>[];
  readonly jobs: readonly OwnedRow[];
}

/** Whose rows `job` events speak of: table with the columns `id` and `account`. */
export const jobTables = ['bulk_job'] as const;

@Injectable()
export class WhoMayKnow {
  constructor(private readonly database: Database) {}

  /** Read once for all readers. */
  async facts(ids: {
    readonly tasks: readonly string[];
    readonly cases: readonly string[];
    readonly jobs: ReadonlyMap<string, readonly string[]>;
  }): Promise<ChangedFacts> {
    const { reader } = this.database;
    const [tasks, cases] = await Promise.all([
      reader.find(taskTable, 'id IN (?)', [ids.tasks]),
      reader.find(historyInstanceTable, 'id IN (?)', [ids.cases]),
    ]);
    const open = new Set(tasks.map(({ id }) => id));
    const gone = ids.tasks.filter((id) => !open.has(id));
    const endedTasks = gone.length === 0 ? [] : await reader.find(historyTaskTable, 'id IN (?)', [gone]);
    const jobs: OwnedRow[] = [];
    for (const [table, of] of ids.jobs)
      for (const { id, account } of await reader.query<{ id: string; account: string }>(
        `SELECT id, account FROM ${table} WHERE id IN (?)`,
        [of],
      ))
        jobs.push({ id, account });
    return { tasks, endedTasks, cases, jobs };
  }

  /** What of it the actor may know, by the rules of lists. */
  async told(actor: Actor, { tasks, endedTasks, cases, jobs }: ChangedFacts): Promise<LiveChange[]> {
    const seen = [
      ...tasks
        .filter((task) => seesTask(actor, task) || sawOffer(actor, task))
        .flatMap(({ id, taskId }) => (id === taskId ? [id] : [id, taskId])),
      ...endedTasks.filter((task) => seesEndedTask(actor, task)).map(({ id }) => id),
    ];
    const known = await this.casesOf(actor, cases);
    return [
      ...seen.map((id) => ({ topic: 'task' as const, id })),
      ...known.map((id) => ({ topic: 'case' as const, id })),
      ...jobs.filter(({ account }) => account === actor.account).map(({ id }) => ({ topic: 'job' as const, id })),
    ];
  }

  /** Nearly everybody reaches a whole institution; only for the others the database is asked. */
  private async casesOf(actor: Actor, cases: ChangedFacts['cases']): Promise<string[]> {
    const reached = cases.map(({ id, institution }) => ({ id, reach: reachIn(actor, institution) }));
    const open = reached.filter(({ reach }) => reach === 'all').map(({ id }) => id);
    const asked = reached.filter(({ reach }) => reach !== 'all' && reach !== 'nothing').map(({ id }) => id);
    if (asked.length === 0) return open;
    const { sql, parameters } = all([{ sql: 'id IN (?)', parameters: [asked] }, visibleCases(actor)]);
    const rows = await this.database.reader.query<{ id: string }>(`SELECT id FROM history_instance WHERE ${sql}`, parameters);
    return [...open, ...rows.map(({ id }) => id)];
  }
}

/** To somebody from outside a task that was offered to them is gone with another's claim: that it changed, their list must hear. */
const sawOffer = (actor: Actor, task: TaskRow): boolean => reachIn(actor, task.institution) === 'own' && isOfferedTo(actor, task);
