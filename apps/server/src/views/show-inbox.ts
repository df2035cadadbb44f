import { Injectable } from '@nestjs/common';
import type { ColumnsView, InboxColumn, InboxPage, InboxQuery, InboxRow, Rejection } from '@gaita/contracts';
import { isRejection, inboxViews } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Definitions, ListFields, processName } from '../models/index.ts';
import type { HistoryTaskRow, TaskRow } from '../tasks/index.ts';
import { CaseDues, ShowTasks, taskName } from '../tasks/index.ts';
import { CaseValues } from './case-values.ts';
import type { InboxFilter } from './inbox-rows.ts';
import { InboxRows } from './inbox-rows.ts';
import { SavedViews, viewOf } from './saved-views.ts';

type Wanted = InboxFilter & { readonly cols: readonly string[]; readonly saved?: InboxPage['saved'] };

/** Pages of the inbox, in the reader's language. */
@Injectable()
export class ShowInbox {
  constructor(
    private readonly rows: InboxRows,
    private readonly tasks: ShowTasks,
    private readonly caseDues: CaseDues,
    private readonly values: CaseValues,
    private readonly definitions: Definitions,
    private readonly fields: ListFields,
    private readonly saved: SavedViews,
  ) {}

  /** Rejections: `not-found` for a view that does not exist or that the reader does not have (any more). */
  async page(actor: Actor, query: InboxQuery): Promise<InboxPage | Rejection> {
    const wanted = await this.wanted(actor, query);
    if (isRejection(wanted)) return wanted;
    const [items, total, columns] = await Promise.all([
      this.items(actor, wanted, query),
      this.rows.count(actor, wanted),
      this.columnsNamed(actor, wanted),
    ]);
    return { items, total, columns, ...(wanted.saved && { saved: wanted.saved }) };
  }

  /** What cases of the process may show, by the forms of its latest version. */
  async columns(actor: Actor, process: string): Promise<ColumnsView> {
    const definition = await this.definitions.latest(actor.institution, process);
    if (!definition) return [];
    const fields = await this.fields.of(definition, actor.language);
    return Object.entries(fields).map(([name, field]) => ({ name, field }));
  }

  private async wanted(actor: Actor, query: InboxQuery): Promise<Wanted | Rejection> {
    const { cols } = query;
    const view = inboxViews.find((each) => each === query.view);
    if (view) return { view, ...givenIn(query, {}), cols: cols ?? [] };
    const row = await this.saved.find(actor, query.view);
    if (isRejection(row)) return row;
    return {
      view: row.base,
      ...givenIn(query, row.filter),
      cols: cols ?? row.filter.cols,
      saved: viewOf(row, actor),
    };
  }

  private async items(actor: Actor, wanted: Wanted, part: InboxQuery): Promise<InboxRow[]> {
    const { view } = wanted;
    if (view === 'done') {
      const rows = await this.rows.done(actor, wanted, part);
      const values = await this.values.of(actor, rows, wanted.cols);
      return Promise.all(rows.map(async (row) => ({ ...(await this.doneRow(actor, row)), ...values.get(row.id)! })));
    }
    const rows = await this.rows.open(actor, { ...wanted, view }, part);
    const [shown, values, away] = await Promise.all([
      this.tasks.views(actor, rows).then((tasks) => this.caseDues.addTo(actor, tasks)),
      this.values.of(actor, rows, wanted.cols),
      view === 'team' ? this.rows.away() : [],
    ]);
    return shown.map((task, at) => ({ ...task, ...extras(rows[at]!, away), ...values.get(rows[at]!.id)! }));
  }

  private async doneRow(actor: Actor, row: HistoryTaskRow) {
    const definition = await this.definitions.byId(row.definitionId);
    return {
      id: row.id,
      elementId: row.elementId,
      name: taskName(definition, row, actor.language),
      institution: row.institution,
      instanceId: row.instanceId,
      processKey: row.processKey,
      processName: definition ? processName(definition, actor.language) : row.processKey,
      definitionId: row.definitionId,
      candidateUsers: [],
      candidateGroups: [],
      createdAt: row.startedAt,
      priority: row.priority,
      ...(row.businessKey !== null && { businessKey: row.businessKey }),
      ...(row.dueAt !== null && { dueAt: row.dueAt }),
      ...(row.dueRule !== null && { dueRule: row.dueRule }),
      ...(row.legalBasis !== null && { legalBasis: row.legalBasis }),
      ...(row.endedAt !== null && { completedAt: row.endedAt }),
    };
  }

  private async columnsNamed(actor: Actor, { cols, process }: Wanted): Promise<InboxColumn[]> {
    if (cols.length === 0) return [];
    const known = process === undefined ? [] : await this.columns(actor, process);
    return cols.map((name) => known.find((each) => each.name === name) ?? { name, field: { label: name } });
  }
}

/** What the query says, else what the view keeps; empty: neither. */
const givenIn = (query: InboxQuery, kept: Omit<InboxFilter, 'view'>): Omit<InboxFilter, 'view'> => ({
  q: (query.q ?? kept.q) || undefined,
  process: (query.process ?? kept.process) || undefined,
  due: (query.due ?? kept.due) || undefined,
  sort: (query.sort ?? kept.sort) || undefined,
});

const extras = ({ followUpAt, assignee }: TaskRow, away: readonly string[]) => ({
  ...(followUpAt !== null && { followUpAt }),
  ...(assignee !== null && away.includes(assignee) && { holderAway: true as const }),
});
