import { Injectable } from '@nestjs/common';
import type { BoundedCount, InboxView } from '@gaita/contracts';
import { foldedWords } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { absenceAt, absencesFrom, personTable } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import type { Condition } from '../platform/database/condition.ts';
import { all, any } from '../platform/database/condition.ts';
import { Database } from '../platform/database/database.ts';
import type { HistoryTaskRow, TaskRow } from '../tasks/index.ts';
import { historyTaskTable, taskTable } from '../tasks/index.ts';
import { doneBy, openTasksOf } from './inbox-conditions.ts';
import { orderOf, orderOfDone } from './inbox-order.ts';
import { NameMatches } from './name-matches.ts';

export interface InboxFilter {
  readonly view: InboxView;
  readonly q?: string | undefined;
  readonly process?: string | undefined;
  readonly due?: 'late' | 'today' | 'week' | undefined;
  readonly sort?: string | undefined;
}

export interface Part {
  readonly limit: number;
  readonly offset: number;
}

/** Beyond this a list says "more than": nobody reads further, and counting on would cost as much as the list. */
const countedTo = 1_000;
const day = 86_400_000;

/** What inboxes hold, by the rights of this moment. */
@Injectable()
export class InboxRows {
  constructor(
    private readonly database: Database,
    private readonly names: NameMatches,
    private readonly clock: Clock,
  ) {}

  async open(actor: Actor, filter: InboxFilter & { readonly view: Exclude<InboxView, 'done'> }, part: Part): Promise<TaskRow[]> {
    const condition = await this.openCondition(actor, filter);
    const sort = filter.sort ?? (filter.view === 'follow-up' ? 'follow-up' : 'due');
    const ids: string[] = [];
    let skip = part.offset;
    for (const { where, by } of orderOf(sort)) {
      const limit = part.limit - ids.length;
      if (limit <= 0) break;
      const of = where === undefined ? condition : all([condition, { sql: where, parameters: [] }]);
      // Ids along the index first: sorting whole rows would carry their texts along.
      const found = await this.database.reader.query<{ id: string }>(
        `SELECT id FROM task WHERE ${of.sql} ORDER BY ${by} LIMIT ? OFFSET ?`,
        [...of.parameters, limit, skip],
      );
      ids.push(...found.map(({ id }) => id));
      if (found.length === 0 && skip > 0 && where !== undefined) skip -= Math.min(skip, await this.countRows('task', of, skip));
      else skip = 0;
    }
    if (ids.length === 0) return [];
    const rows = new Map((await this.database.reader.find(taskTable, 'id IN (?)', [ids])).map((row) => [row.id, row]));
    return ids.flatMap((id) => rows.get(id) ?? []);
  }

  async done(actor: Actor, filter: InboxFilter, part: Part): Promise<HistoryTaskRow[]> {
    const { sql, parameters } = this.doneCondition(actor, filter);
    return this.database.reader.find(historyTaskTable, sql, parameters, { orderBy: orderOfDone(filter.sort), ...part });
  }

  async count(actor: Actor, filter: InboxFilter): Promise<BoundedCount> {
    const { view } = filter;
    const [table, condition] =
      view === 'done'
        ? (['history_task', this.doneCondition(actor, filter)] as const)
        : (['task', await this.openCondition(actor, { ...filter, view })] as const);
    const found = await this.countRows(table, condition, countedTo + 1);
    return { count: Math.min(found, countedTo), more: found > countedTo };
  }

  /** Accounts of people who are away now. */
  async away(): Promise<string[]> {
    const now = this.clock.now();
    const absences = await absencesFrom(this.database.reader, now);
    const ids = [...new Set(absences.map(({ personId }) => personId))].filter((id) => absenceAt(absences, id, now));
    if (ids.length === 0) return [];
    return (await this.database.reader.find(personTable, 'id IN (?)', [ids])).map(({ account }) => account);
  }

  private async countRows(table: 'task' | 'history_task', { sql, parameters }: Condition, bound: number): Promise<number> {
    const [row] = await this.database.reader.query<{ n: number }>(
      `SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM ${table} WHERE ${sql} LIMIT ?) AS some`,
      [...parameters, bound],
    );
    return Number(row?.n ?? 0);
  }

  private async openCondition(
    actor: Actor,
    { view, q, process, due }: InboxFilter & { readonly view: Exclude<InboxView, 'done'> },
  ): Promise<Condition> {
    const now = this.clock.now();
    const conditions = [openTasksOf(actor, view, now, view === 'team' ? await this.away() : [])];
    if (process !== undefined) conditions.push({ sql: 'process_key = ?', parameters: [process] });
    if (due === 'late') conditions.push({ sql: 'due_at < ?', parameters: [now] });
    if (due === 'today') conditions.push({ sql: 'due_at < ?', parameters: [now + day] });
    if (due === 'week') conditions.push({ sql: 'due_at < ?', parameters: [now + 7 * day] });
    for (const word of foldedWords(q ?? ''))
      conditions.push(
        any([
          await this.names.byWord(word),
          {
            sql: "instance_id IN (SELECT id FROM history_instance WHERE ended_at IS NULL AND search LIKE ? ESCAPE '!')",
            parameters: [containing(word)],
          },
        ]),
      );
    return all(conditions);
  }

  private doneCondition(actor: Actor, { q, process }: InboxFilter): Condition {
    const conditions = [doneBy(actor)];
    if (process !== undefined) conditions.push({ sql: 'process_key = ?', parameters: [process] });
    for (const word of foldedWords(q ?? ''))
      conditions.push({
        sql: "instance_id IN (SELECT h.id FROM history_instance h WHERE h.id = history_task.instance_id AND h.search LIKE ? ESCAPE '!')",
        parameters: [containing(word)],
      });
    return all(conditions);
  }
}

/** A folded word anywhere; signs that LIKE reads are taken as they are. */
export const containing = (word: string): string => `%${word.replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
