import { Injectable } from '@nestjs/common';
import type {
  BulkItemsQuery,
  BulkItemsView,
  BulkItemView,
  BulkJobsView,
  BulkJobView,
  Language,
  Rejection,
} from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { PeopleDirectory } from '../identity/index.ts';
import { Database } from '../platform/database/database.ts';
import { TaskNames } from '../tasks/index.ts';
import { toCsv } from './to-csv.ts';
import type { BulkItemRow, BulkJobRow } from './tables.ts';
import { bulkItemTable, bulkJobTable } from './tables.ts';

const recent = 20;

/** Who asked for it sees how far it is. */
@Injectable()
export class ShowBulk {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
    private readonly tasks: TaskNames,
  ) {}

  /** The reader's own, the newest first. */
  async list(actor: Actor): Promise<BulkJobsView> {
    const rows = await this.database.reader.find(bulkJobTable, 'account = ?', [actor.account], {
      orderBy: 'created_at DESC, id DESC',
      limit: recent,
    });
    return { items: await this.views(rows) };
  }

  /** Rejection: `not-found`. */
  async one(actor: Actor, id: string): Promise<BulkJobView | Rejection> {
    const row = await this.row(actor, id);
    if (isRejection(row)) return row;
    const [view] = await this.views([row]);
    return view!;
  }

  /** Rejection: `not-found`. */
  async items(actor: Actor, id: string, { state, limit, offset }: BulkItemsQuery): Promise<BulkItemsView | Rejection> {
    const row = await this.row(actor, id);
    if (isRejection(row)) return row;
    const where = state === undefined ? 'job_id = ?' : 'job_id = ? AND state = ?';
    const parameters = state === undefined ? [id] : [id, state];
    const { reader } = this.database;
    const [rows, total] = await Promise.all([
      reader.find(bulkItemTable, where, parameters, { orderBy: 'position', limit, offset }),
      reader.count(bulkItemTable, where, parameters),
    ]);
    const names = await this.namesOf(rows, actor.language);
    return { items: rows.map((item) => itemView(item, names)), total };
  }

  /** Who asked was not told the name of what they may not see: that is known by its id alone. */
  private namesOf(items: readonly BulkItemRow[], language: Language): Promise<ReadonlyMap<string, string>> {
    return this.tasks.of(
      items.flatMap(({ taskId, name }) => (name === taskId ? [] : [taskId])),
      language,
    );
  }

  /** Every item with what became of it. Rejection: `not-found`. */
  async csv(actor: Actor, id: string): Promise<string | Rejection> {
    const row = await this.row(actor, id);
    if (isRejection(row)) return row;
    const items = await this.database.reader.find(bulkItemTable, 'job_id = ?', [id], { orderBy: 'position' });
    const names = await this.namesOf(items, actor.language);
    return toCsv([
      ['task', 'name', 'case', 'result', 'code', 'reason'],
      ...items.map(({ taskId, name, businessKey, state, code, message }) => [
        taskId,
        names.get(taskId) ?? name,
        businessKey,
        state,
        code,
        message,
      ]),
    ]);
  }

  async row(actor: Actor, id: string): Promise<BulkJobRow | Rejection> {
    const row = await this.database.reader.byId(bulkJobTable, id);
    return row?.account === actor.account ? row : rejected('not-found', `You have asked for nothing with the id ${id}.`, { id });
  }

  private async views(rows: readonly BulkJobRow[]): Promise<BulkJobView[]> {
    const names = await this.people.namesOf(rows.flatMap(({ recipient }) => recipient ?? []));
    return rows.map(({ id, act, recipient, total, done, failed, state, createdAt, finishedAt }) => {
      const toName = recipient === null ? undefined : names.get(recipient);
      return {
        id,
        act,
        ...(recipient !== null && { to: recipient }),
        ...(toName !== undefined && { toName }),
        total,
        done,
        failed,
        state,
        createdAt,
        ...(finishedAt !== null && { finishedAt }),
      };
    });
  }
}

const itemView = (
  { taskId, name, businessKey, state, code, message, details }: BulkItemRow,
  names: ReadonlyMap<string, string>,
): BulkItemView => ({
  taskId,
  name: names.get(taskId) ?? name,
  state,
  ...(businessKey !== null && { businessKey }),
  ...(code !== null && { code }),
  ...(message !== null && { message }),
  ...(details !== null && { details }),
});
