import { Injectable } from '@nestjs/common';
import type { BoundedCount, InboxView } from '@gaita/contracts';
import { foldedWords } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { absenceAt, absencesFrom, personTable } from '../identity/index.ts';
import { casesSaying } from '../instances/index.ts';
import { Clock } from '../platform/clock.ts';
import type { Condition } from '../platform/database/condition.ts';
import { all, condition } from '../platform/database/condition.ts';
import { Database } from '../platform/database/database.ts';
import type { HistoryTaskRow, TaskRow } from '../tasks/index.ts';
import { historyTaskTable, taskTable } from '../tasks/index.ts';
import { DueUntil } from './due-until.ts';
import { doneBy, openTasksOf } from './inbox-conditions.ts';
import { orderOf, orderOfDone } from './inbox-order.ts';
import type { Reading } from './inbox-reading.ts';
import { InboxReading } from './inbox-reading.ts';
import type { Said } from './tasks-saying.ts';
import { TasksSaying } from './tasks-saying.ts';

export interface InboxFilter {
  readonly view: InboxView;
  readonly q?: string | undefined;
  readonly process?: string | undefined;
  readonly due?: 'late' | 'today' | 'week' | undefined;
  readonly sort?: string | undefined;
}

type OpenFilter = InboxFilter & {
  readonly view: Exclude<InboxView, 'done'>;
  /** `task.id` of those that were looked at already. */
  readonly without?: readonly string[];
};

export interface Part {
  readonly limit: number;
  readonly offset: number;
}

/** Beyond this a list says "more than": nobody reads further, and counting on would cost as much as the list. */
const countedTo = 1_000;

/** What inboxes hold, by the rights of this moment. */
@Injectable()
export class InboxRows {
  constructor(
    private readonly database: Database,
    private readonly saying: TasksSaying,
    private readonly clock: Clock,
    private readonly reading: InboxReading,
    private readonly dueUntil: DueUntil,
  ) {}

  async open(actor: Actor, filter: OpenFilter, part: Part): Promise<TaskRow[]> {
    const said = await this.saying.of(actor, filter.q);
    const reading = await this.reading.of(actor, filter, said?.isFew);
    const asked = await this.openCondition(actor, filter, reading, said);
    const sort = filter.sort ?? (filter.view === 'follow-up' ? 'follow-up' : 'due');
    const ids: string[] = [];
    let skip = part.offset;
    for (const { where, by } of orderOf(sort)) {
      const limit = part.limit - ids.length;
      if (limit <= 0) break;
      const of = where === undefined ? asked : all([asked, { sql: where, parameters: [] }]);
      // Ids along the index first: sorting whole rows would carry their texts along.
      const found = await this.idsBy(reading, of, by, { limit, offset: skip });
      ids.push(...found.map(({ id }) => id));
      if (found.length === 0 && skip > 0 && where !== undefined)
        skip -= Math.min(skip, await this.countRows(open(reading), of, skip));
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
    const found =
      view === 'done'
        ? await this.countRows({ table: 'history_task' }, this.doneCondition(actor, filter), countedTo + 1)
        : await this.countOpen(actor, { ...filter, view });
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

  /** Accounts of people who hold tasks and have left: closed, or without any role now. */
  private async left(): Promise<string[]> {
    const now = this.clock.now();
    const rows = await this.database.reader.query<{ account: string }>(
      `SELECT account FROM person WHERE EXISTS (SELECT 1 FROM task WHERE assignee = person.account) AND (active = ? OR NOT EXISTS
       (SELECT 1 FROM role_assignment r WHERE r.person_id = person.id AND r.valid_from <= ? AND (r.valid_to IS NULL OR r.valid_to > ?)))`,
      [false, now, now],
    );
    return rows.map(({ account }) => account);
  }

  private async countOpen(actor: Actor, filter: OpenFilter): Promise<number> {
    // How many there are does not depend on their order.
    const said = await this.saying.of(actor, filter.q);
    const reading = await this.reading.of(actor, { ...filter, sort: 'due' }, said?.isFew);
    return this.countRows(open(reading), await this.openCondition(actor, filter, reading, said), countedTo + 1);
  }

  private idsBy(reading: Reading, of: Condition, by: string, { limit, offset }: Part): Promise<{ id: string }[]> {
    const { reader } = this.database;
    if (!reading.stretches) {
      const { sql, parameters } = select('id', open(reading), of, `ORDER BY ${by} LIMIT ? OFFSET ?`);
      return reader.query(sql, [...parameters, limit, offset]);
    }
    // Of each stretch as many as the page can need: only those are sorted.
    const { sql, parameters } = select('id, due_at', open(reading), of, `ORDER BY ${by} LIMIT ${offset + limit}`);
    return reader.query(`SELECT id FROM (${sql}) AS some ORDER BY ${by} LIMIT ? OFFSET ?`, [...parameters, limit, offset]);
  }

  private async countRows(from: Source, of: Condition, bound: number): Promise<number> {
    const { sql, parameters } = select('1 AS one', from, of, `LIMIT ${bound}`);
    const [row] = await this.database.reader.query<{ n: number }>(`SELECT COUNT(*) AS n FROM (${sql}) AS some`, parameters);
    return Math.min(Number(row?.n ?? 0), bound);
  }

  private async openCondition(
    actor: Actor,
    { view, process, due, without = [] }: OpenFilter,
    { search, among }: Reading,
    said: Said | undefined,
  ): Promise<Condition> {
    const now = this.clock.now();
    const away = view === 'team' ? [...(await this.away()), ...(await this.left())] : [];
    const conditions = [...(among ? [among] : []), openTasksOf(actor, view, now, away, search)];
    if (process !== undefined) conditions.push({ sql: 'process_key = ?', parameters: [process] });
    if (due === 'late') conditions.push({ sql: 'due_at < ?', parameters: [now] });
    if (due === 'today' || due === 'week') conditions.push(await this.dueUntil.of(actor, due));
    if (without.length > 0) conditions.push({ sql: 'id NOT IN (?)', parameters: [[...without]] });
    if (said) conditions.push(said.condition);
    return all(conditions);
  }

  private doneCondition(actor: Actor, { q, process }: InboxFilter): Condition {
    const conditions = [doneBy(actor)];
    if (process !== undefined) conditions.push({ sql: 'process_key = ?', parameters: [process] });
    for (const word of foldedWords(q ?? '')) {
      const { sql, parameters } = casesSaying(actor, word);
      conditions.push({
        sql: `instance_id IN (SELECT h.id FROM history_instance h WHERE h.id = history_task.instance_id AND ${sql})`,
        parameters,
      });
    }
    return all(conditions);
  }
}

interface Source {
  /** Table, with the index along which it is read. */
  readonly table: string;
  readonly stretches?: readonly string[] | undefined;
}

const open = ({ along, stretches }: Reading): Source => ({ table: `task${along}`, stretches });

/** Rows of a table, stretch by stretch where it has several. */
function select(columns: string, { table, stretches }: Source, of: Condition, end: string): Condition {
  const one = ({ sql, parameters }: Condition): Condition => ({
    sql: `SELECT ${columns} FROM ${table} WHERE ${sql} ${end}`,
    parameters,
  });
  if (!stretches) return one(of);
  const each = stretches.map((institution) => one(all([condition('institution = ?', institution), of])));
  return {
    sql: each.map(({ sql }) => `SELECT * FROM (${sql}) AS stretch`).join(' UNION ALL '),
    parameters: each.flatMap(({ parameters }) => parameters),
  };
}
