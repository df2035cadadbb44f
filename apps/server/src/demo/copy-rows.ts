import { historyInstanceTable } from '../instances/index.ts';
import type { Committer } from '../platform/committer.ts';
import type { Database } from '../platform/database/database.ts';
import type { Table } from '../platform/database/table.ts';
import type { Command, RowChange } from '../platform/write-plan.ts';
import { taskCandidateTable, taskTable } from '../tasks/index.ts';

type AnyRow = { readonly id: string } & Record<string, unknown>;

/** Rows that a commit takes at once: large enough to be quick, small enough to let others in between. */
const rowsInCommit = 400;
/** Cases that share a commit where the committer puts them together. */
const commitsAtOnce = 8;

const readAll = async (database: Database, table: Table): Promise<AnyRow[]> =>
  (await database.reader.find(table, '', [], { orderBy: 'id' })) as AnyRow[];

const insertsOf = (table: Table, rows: readonly AnyRow[]): RowChange[] => rows.map((row) => ({ op: 'insert', table, row }));

const planOf = (changes: readonly RowChange[], commands: readonly Command[] = []) => ({
  guards: [],
  changes,
  commands: commands.map((command) => ({ command, answer: null })),
  answer: null,
  afterCommit: [],
});

/** Gives the second database what the cases need that are played on it: all rows of these tables. */
export async function copyTables(from: Database, to: Committer, tables: readonly Table[]): Promise<void> {
  for (const table of tables) {
    const changes = insertsOf(table, await readAll(from, table));
    for (let at = 0; at < changes.length; at += rowsInCommit) await to.commit(planOf(changes.slice(at, at + rowsInCommit)));
  }
}

/**
 * Brings what was played into the real database: each case with everything that belongs to it in one commit, so that
 * nobody ever sees half of one. `first` marks the beginning: a second server that does the same at once gets DuplicateRow.
 * @param tables `history_instance` and, in the order in which rows may be inserted, those whose rows belong to cases or to nobody
 * @returns the number of cases
 */
export async function copyCases(from: Database, to: Committer, tables: readonly Table[], first: Command): Promise<number> {
  const sorted = new Cases();
  for (const { id } of await from.reader.find(historyInstanceTable)) sorted.open(id);
  for (const table of tables) {
    const rows = await readAll(from, table);
    // A task that asks for an opinion refers to the one on which it is asked.
    const isAsked = ({ opinionOf }: AnyRow): boolean => (opinionOf ?? null) !== null;
    for (const row of [...rows.filter((each) => !isAsked(each)), ...rows.filter(isAsked)]) sorted.add(table, row);
  }
  await to.commit(planOf(sorted.others, [first]));
  const open = [...sorted.byCase.values()];
  for (let at = 0; at < open.length; at += commitsAtOnce) {
    await Promise.all(open.slice(at, at + commitsAtOnce).map((changes) => to.commit(planOf(changes))));
  }
  return open.length;
}

/** Rows by the case that they belong to. */
class Cases {
  readonly byCase = new Map<string, RowChange[]>();
  readonly others: RowChange[] = [];
  private readonly byTask = new Map<string, RowChange[]>();

  open(instanceId: string): void {
    this.byCase.set(instanceId, []);
  }

  add(table: Table, row: AnyRow): void {
    const owner = this.ownerOf(table, row);
    (owner ?? this.others).push({ op: 'insert', table, row });
    if (owner && table === (taskTable as Table)) this.byTask.set(row.id, owner);
  }

  private ownerOf(table: Table, row: AnyRow): RowChange[] | undefined {
    if (table === (taskCandidateTable as Table)) return this.byTask.get(String(row['taskId']));
    return this.byCase.get('instanceId' in table.columns ? String(row['instanceId']) : row.id);
  }
}
