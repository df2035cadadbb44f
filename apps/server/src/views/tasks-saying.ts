import { Injectable } from '@nestjs/common';
import { foldedWords } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { casesSaying } from '../instances/index.ts';
import type { Condition } from '../platform/database/condition.ts';
import { all, among, any, nothing } from '../platform/database/condition.ts';
import { Database } from '../platform/database/database.ts';
import { NameMatches } from './name-matches.ts';

export interface Said {
  /** On rows of `task`. */
  readonly condition: Condition;
  /** It holds for few rows, which an index finds. */
  readonly isFew: boolean;
}

/** Open tasks in whose names, or in the number or subject of whose case, words stand: each word somewhere. */
@Injectable()
export class TasksSaying {
  /** Cases whose ids are handed to the database; where more say it, each task is asked for its case. */
  few = 3_000;

  constructor(
    private readonly database: Database,
    private readonly names: NameMatches,
  ) {}

  /** Undefined where nothing is asked for. */
  async of(actor: Actor, q: string | undefined): Promise<Said | undefined> {
    const words = foldedWords(q ?? '');
    if (words.length === 0) return undefined;
    const named = await Promise.all(words.map((word) => this.names.byWord(word)));
    const onlyInCases = words.filter((_, at) => named[at] === nothing);
    const either = words.flatMap((word, at) =>
      named[at] === nothing ? [] : [any([named[at]!, ofOpenCase(casesSaying(actor, word))])],
    );
    if (onlyInCases.length === 0) return { condition: all(either), isFew: false };
    const said = all(onlyInCases.map((word) => casesSaying(actor, word)));
    // Databases would ask every task for its case to find the few that there are.
    const ids = await this.openCases(said);
    const isFew = ids !== undefined;
    return { condition: all([isFew ? among('instance_id', ids) : ofOpenCase(said), ...either]), isFew };
  }

  /** Ids of the open cases that say it, whoever may see them; undefined where they are more than few. */
  async openCases({ sql, parameters }: Condition): Promise<string[] | undefined> {
    const rows = await this.database.reader.query<{ id: string }>(
      `SELECT id FROM history_instance WHERE ended_at IS NULL AND ${sql} LIMIT ${this.few + 1}`,
      parameters,
    );
    return rows.length > this.few ? undefined : rows.map(({ id }) => id);
  }
}

/** Rows of `task` whose case is such, by a condition on `history_instance`. */
const ofOpenCase = ({ sql, parameters }: Condition): Condition => ({
  sql: `instance_id IN (SELECT h.id FROM history_instance h WHERE h.id = task.instance_id AND h.ended_at IS NULL AND ${sql})`,
  parameters,
});
