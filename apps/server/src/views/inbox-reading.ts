import { Injectable } from '@nestjs/common';
import type { InboxView } from '@gaita/contracts';
import type { Actor, OfferSearch } from '../identity/index.ts';
import { accountsOf, candidaciesOf } from '../identity/index.ts';
import type { Condition } from '../platform/database/condition.ts';
import { among, condition } from '../platform/database/condition.ts';
import { Database } from '../platform/database/database.ts';

/** How a list of open tasks is read. */
export interface Reading {
  readonly search: OfferSearch;
  /** What stands behind `FROM task`: the index along which it is read; empty where the database chooses. */
  readonly along: string;
  /** Each institution is a stretch of that index of its own, which is read by itself. */
  readonly stretches?: readonly string[];
  /** The only rows among which the list is: where it holds few. */
  readonly among?: Condition;
}

interface Wanted {
  readonly view: Exclude<InboxView, 'done'>;
  readonly process?: string | undefined;
  readonly sort?: string | undefined;
}

const asTheDatabaseChooses: Reading = { search: 'gathered', along: '' };

/**
 * Databases guess badly how many of a large institution's tasks somebody sees: they gather and sort tens of thousands for a page of
 * fifty, or ask of tens of thousands to find three. So it is looked first. Where there are few the list is read from those; where
 * there are many, by due date along an index that holds all that the list decides by.
 */
@Injectable()
export class InboxReading {
  /** So many rows are gathered and sorted within a few milliseconds; where there are more, a page is full before as many were passed. */
  few = 3_000;

  constructor(private readonly database: Database) {}

  /** @param isFew the list asks for words that few cases say */
  async of(actor: Actor, { view, process, sort = 'due' }: Wanted, isFew = false): Promise<Reading> {
    if (view === 'mine' || view === 'follow-up') return asTheDatabaseChooses;
    if (isFew) return { search: 'each', along: '' };
    if (view !== 'team') {
      const found = await this.offered(actor, view);
      if (found.length <= this.few) return { search: 'each', along: '', among: condition('id IN (?)', found) };
    }
    const isByDue = sort === 'due' || sort === '-due';
    if (!isByDue || actor.institutions.length === 0) return asTheDatabaseChooses;
    if (process !== undefined && (await this.ofProcess(process)).length <= this.few) return asTheDatabaseChooses;
    const index =
      view === 'group' ? 'ix_task_institution_assignee_due_at_id_unit' : 'ix_task_institution_due_at_id_assignee_unit';
    return {
      search: 'each',
      along: this.database.dialect === 'sqlite' ? ` INDEXED BY ${index}` : ` FORCE INDEX (${index})`,
      ...(actor.institutions.length > 1 && { stretches: actor.institutions }),
    };
  }

  /** Ids of what is offered, and of what the absent hold; one more than few where there are many. */
  private async offered(actor: Actor, view: 'group' | 'substitute'): Promise<string[]> {
    const offered = await this.ids('task_id', 'task_candidate', candidaciesOf(actor, view === 'group' ? 'own' : 'substitute'));
    if (view === 'group') return offered;
    const held = await this.ids('id', 'task', among('assignee', accountsOf(actor, 'substitute')));
    return [...new Set([...offered, ...held])];
  }

  private ofProcess(process: string): Promise<string[]> {
    return this.ids('id', 'task', condition('process_key = ?', process));
  }

  private async ids(column: string, table: string, { sql, parameters }: Condition): Promise<string[]> {
    const rows = await this.database.reader.query<{ id: string }>(
      `SELECT DISTINCT ${column} AS id FROM ${table} WHERE ${sql} LIMIT ${this.few + 1}`,
      parameters,
    );
    return rows.map(({ id }) => id);
  }
}
