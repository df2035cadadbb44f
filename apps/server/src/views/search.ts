import { Injectable } from '@nestjs/common';
import type { SearchView } from '@gaita/contracts';
import { foldedWords } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { seesOwnOnly, visibleCases, visibleTasks } from '../identity/index.ts';
import type { HistoryInstanceRow } from '../instances/index.ts';
import { historyInstanceTable } from '../instances/index.ts';
import { Definitions, processName } from '../models/index.ts';
import type { Condition } from '../platform/database/condition.ts';
import { all, any } from '../platform/database/condition.ts';
import { Database } from '../platform/database/database.ts';
import { ShowTasks, taskTable } from '../tasks/index.ts';
import { CaseValues } from './case-values.ts';
import { containing } from './inbox-rows.ts';
import { NameMatches } from './name-matches.ts';

const shown = 8;

/**
 * Tasks and cases by number, subject and names, through the reader's rights. Words stand anywhere in what is open; ended cases
 * are found by how their number begins.
 */
@Injectable()
export class Search {
  constructor(
    private readonly database: Database,
    private readonly names: NameMatches,
    private readonly tasks: ShowTasks,
    private readonly values: CaseValues,
    private readonly definitions: Definitions,
  ) {}

  async run(actor: Actor, q: string): Promise<SearchView> {
    const words = foldedWords(q);
    const [tasks, cases] = await Promise.all([this.openTasks(actor, words), this.cases(actor, words)]);
    return { tasks, cases };
  }

  private async openTasks(actor: Actor, words: readonly string[]): Promise<SearchView['tasks']> {
    const found = await Promise.all(
      words.map(async (word) =>
        any([
          await this.names.byWord(word),
          {
            sql: "instance_id IN (SELECT id FROM history_instance WHERE ended_at IS NULL AND search LIKE ? ESCAPE '!')",
            parameters: [containing(word)],
          },
        ]),
      ),
    );
    const { sql, parameters } = all([visibleTasks(actor), ...found]);
    const rows = await this.database.reader.find(taskTable, sql, parameters, {
      orderBy: 'due_at IS NULL, due_at, id',
      limit: shown,
    });
    return this.tasks.views(actor, rows);
  }

  private async cases(actor: Actor, words: readonly string[]): Promise<SearchView['cases']> {
    const seen = visibleCases(actor);
    const open: Condition[] = words.map((word) => ({ sql: "search LIKE ? ESCAPE '!'", parameters: [containing(word)] }));
    const rows = await this.find(all([{ sql: 'ended_at IS NULL', parameters: [] }, ...open, seen]), 'search, id');
    const first = words.join(' ');
    const ended =
      rows.length >= shown
        ? []
        : await this.find(
            all([{ sql: 'search >= ? AND search < ? AND ended_at IS NOT NULL', parameters: [first, `${first}\u{ffff}`] }, seen]),
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
