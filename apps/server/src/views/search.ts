import { Injectable } from '@nestjs/common';
import type { SearchView } from '@gaita/contracts';
import { foldedWords } from '@gaita/contracts';
import { AccessLog } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { seesOwnOnly, visibleCases, visibleTasks } from '../identity/index.ts';
import type { HistoryInstanceRow } from '../instances/index.ts';
import { casesBeginning, casesSaying, historyInstanceTable } from '../instances/index.ts';
import { Definitions, processName } from '../models/index.ts';
import type { Condition } from '../platform/database/condition.ts';
import { all, among, condition } from '../platform/database/condition.ts';
import { Database } from '../platform/database/database.ts';
import type { TaskRow } from '../tasks/index.ts';
import { ShowTasks, taskTable } from '../tasks/index.ts';
import { CaseValues } from './case-values.ts';
import { orderOf } from './inbox-order.ts';
import { TasksSaying } from './tasks-saying.ts';

const shown = 8;

/**
 * Tasks and cases by number, subject and names, through the reader's rights. Words stand anywhere in what is open; ended cases
 * are found by how their number begins.
 */
@Injectable()
export class Search {
  constructor(
    private readonly database: Database,
    private readonly saying: TasksSaying,
    private readonly tasks: ShowTasks,
    private readonly values: CaseValues,
    private readonly definitions: Definitions,
    private readonly accessLog: AccessLog,
  ) {}

  async run(actor: Actor, q: string): Promise<SearchView> {
    const words = foldedWords(q);
    const [tasks, cases] = await Promise.all([this.openTasks(actor, q), this.cases(actor, words)]);
    if (tasks.length + cases.length > 0) this.accessLog.saw(actor, { type: 'list', id: 'search', act: 'cases-searched' });
    return { tasks, cases };
  }

  private async openTasks(actor: Actor, q: string): Promise<SearchView['tasks']> {
    const said = await this.saying.of(actor, q);
    const rows: TaskRow[] = [];
    for (const { where = '', by } of orderOf('due')) {
      const { sql, parameters } = all([condition(where), visibleTasks(actor), ...(said ? [said.condition] : [])]);
      const limit = shown - rows.length;
      if (limit > 0) rows.push(...(await this.database.reader.find(taskTable, sql, parameters, { orderBy: by, limit })));
    }
    return this.tasks.views(actor, rows);
  }

  private async cases(actor: Actor, words: readonly string[]): Promise<SearchView['cases']> {
    const seen = visibleCases(actor);
    const said = all(words.map((word) => casesSaying(actor, word)));
    const ids = await this.saying.openCases(said);
    const open = ids ? among('id', ids) : all([{ sql: 'ended_at IS NULL', parameters: [] }, said]);
    const rows = await this.find(all([open, seen]), 'search, id');
    const ended =
      rows.length >= shown
        ? []
        : await this.find(
            all([casesBeginning(actor, words.join(' ')), { sql: 'ended_at IS NOT NULL', parameters: [] }, seen]),
            'search, id',
          );
    return Promise.all([...rows, ...ended].slice(0, shown).map((row) => this.caseOf(actor, row)));
  }

  private find({ sql, parameters }: Condition, orderBy: string): Promise<HistoryInstanceRow[]> {
    return this.database.reader.find(historyInstanceTable, sql, parameters, { orderBy, limit: shown });
  }

  private async caseOf(actor: Actor, row: HistoryInstanceRow): Promise<SearchView['cases'][number]> {
    const definition = await this.definitions.byId(row.definitionId);
    const subject = seesOwnOnly(actor, row.institution) ? undefined : await this.values.subjectOf(row.id);
    return {
      id: row.id,
      processName: definition ? processName(definition, actor.language) : row.processKey,
      ...(row.businessKey !== null && { businessKey: row.businessKey }),
      ...(subject !== undefined && { subject }),
      open: row.endedAt === null,
    };
  }
}
