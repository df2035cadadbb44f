import type { Database } from '../platform/database/database.ts';
import type { RawRow } from '../platform/database/row-codec.ts';
import { positionOf, selectSealable, sources } from './entry-hash.ts';
import type { Source } from './entry-hash.ts';
import { IdSet } from './id-set.ts';
import type { Reached, SealedEntry } from './tables.ts';
import { sealTable } from './tables.ts';

/**
 * A transaction that took a position and is not committed after that long never will be: a committer's connection is cut off after
 * ten seconds without a word.
 */
const gapMillis = 60_000;
const rowsAtMost = 1_000;
const pageOfAll = 2_000;

export interface Unsealed {
  readonly rows: readonly RawRow[];
  readonly reached: Reached;
  /** There may be more. */
  readonly isFull: boolean;
}

export const nothingReached: Reached = { position: 0, id: '', gaps: [] };

type Reading = Pick<Database, 'reader' | 'dialect'>;

/** Committed rows of one table that no link holds, in order of position, late ones first. */
export const readUnsealed = async (database: Reading, source: Source, reached: Reached, now: number): Promise<Unsealed> => {
  if (!(await isWhereItWas(database, source, reached))) return readAllUnsealed(database, source);
  const position = positionOf(database.dialect);
  const select = selectSealable(database.dialect, source);
  const late: RawRow[] = [];
  for (let from = 0; from < reached.gaps.length; from += 500) {
    const portion = reached.gaps.slice(from, from + 500).map(([missing]) => missing);
    late.push(...(await database.reader.query(`${select} WHERE ${position} IN (?) ORDER BY ${position}`, [portion])));
  }
  const next = await database.reader.query(`${select} WHERE ${position} > ? ORDER BY ${position} LIMIT ?`, [
    reached.position,
    rowsAtMost,
  ]);
  const come = new Set(late.map(placeOf));
  const gaps = reached.gaps.filter(([missing, since]) => !come.has(missing) && now - since < gapMillis);
  let last = reached.position;
  for (const row of next) {
    for (let missing = last + 1; missing < placeOf(row) && placeOf(row) - missing < 5_000; missing++) gaps.push([missing, now]);
    last = placeOf(row);
  }
  const id = next.length === 0 ? reached.id : String(next.at(-1)?.['id']);
  return { rows: [...late, ...next], reached: { position: last, id, gaps }, isFull: next.length === rowsAtMost };
};

/** SQLite counts its rows anew when somebody compacts the file, and gives the last position again when that row was deleted. */
const isWhereItWas = async ({ reader, dialect }: Reading, source: Source, reached: Reached): Promise<boolean> => {
  if (reached.position === 0) return true;
  const [row] = await reader.query(`SELECT id FROM \`${sources[source].name}\` WHERE ${positionOf(dialect)} = ?`, [
    reached.position,
  ]);
  return row?.['id'] === reached.id;
};

/** The long way round: everything that no link names. */
const readAllUnsealed = async (database: Reading, source: Source): Promise<Unsealed> => {
  const sealed = await sealedIds(database);
  const position = positionOf(database.dialect);
  const select = selectSealable(database.dialect, source);
  const rows: RawRow[] = [];
  let reached = nothingReached;
  for (;;) {
    const page = await database.reader.query(`${select} WHERE ${position} > ? ORDER BY ${position} LIMIT ?`, [
      reached.position,
      pageOfAll,
    ]);
    rows.push(...page.filter((row) => !sealed.has(`${source}${String(row['id'])}`)));
    const last = page.at(-1);
    if (last) reached = { position: placeOf(last), id: String(last['id']), gaps: [] };
    if (page.length < pageOfAll || rows.length >= rowsAtMost) return { rows, reached, isFull: page.length === pageOfAll };
  }
};

const sealedIds = async ({ reader }: Reading): Promise<IdSet> => {
  const known = new IdSet();
  for (let after = 0; ;) {
    const seals = await reader.find(sealTable, 'sequence > ?', [after], { orderBy: 'sequence', limit: 20 });
    for (const { entries } of seals) for (const [table, id] of entries as readonly SealedEntry[]) known.add(`${table}${id}`);
    if (seals.length < 20) return known;
    after = seals.at(-1)!.sequence;
  }
};

const placeOf = (row: RawRow): number => Number(row['place']);
