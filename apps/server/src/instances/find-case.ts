import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { visibleCases } from '../identity/index.ts';
import { Database } from '../platform/database/database.ts';
import type { HistoryInstanceRow } from './tables.ts';
import { historyInstanceTable } from './tables.ts';

/** Cases, running or ended, that somebody may know of. */
@Injectable()
export class FindCase {
  constructor(private readonly database: Database) {}

  /** Undefined when there is no such case or the actor may not know of it. */
  async find(actor: Actor, id: string): Promise<HistoryInstanceRow | undefined> {
    const { sql, parameters } = visibleCases(actor);
    return this.database.reader.findOne(historyInstanceTable, `id = ? AND ${sql}`, [id, ...parameters]);
  }

  /** Those of the ids that the actor may know of. */
  async among(actor: Actor, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const { sql, parameters } = visibleCases(actor);
    const rows = await this.database.reader.find(historyInstanceTable, `id IN (?) AND ${sql}`, [ids, ...parameters]);
    return new Set(rows.map(({ id }) => id));
  }
}

export const unknownCase = (id: string): Rejection =>
  rejected('instance-unknown', `No case has the id ${id}.`, { instanceId: id });
