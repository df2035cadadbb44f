import { historyInstanceTable } from '../instances/index.ts';
import type { Database } from '../platform/database/database.ts';
import { id, millis } from '../platform/database/table.ts';
import { erasedCaseTable, legalHoldTable } from './tables.ts';

/** Rows that one statement looks at: no sweep holds up the others for longer. */
const atOnce = 500;

/** What is kept of which processes, institution by institution: steps from one to the next in the index, however many cases there are. */
export async function* kindsOfCases({ reader }: Database): AsyncGenerator<{ institution: string; processKey: string }> {
  const first = (where: string, ...values: string[]) =>
    reader.findOne(historyInstanceTable, where, values, 'institution, process_key');
  let kind = await first('institution > ?', '');
  while (kind) {
    const { institution, processKey } = kind;
    yield { institution, processKey };
    kind =
      (await first('institution = ? AND process_key > ?', institution, processKey)) ??
      (await first('institution > ?', institution));
  }
}

/** Ids of root cases that ended until then and are neither erased nor held, the earliest end first, in portions. */
export async function* endedCases(
  database: Database,
  { institution, processKey, until }: { institution: string; processKey: string; until: number },
): AsyncGenerator<string[]> {
  const { reader, dialect } = database;
  const index = 'ix_history_instance_process_key_ended_at';
  // Left alone both databases may read a process's every case to find that none is due.
  const along = dialect === 'sqlite' ? `INDEXED BY ${index}` : `FORCE INDEX (${index})`;
  let last = { endedAt: 0, id: '' };
  for (;;) {
    const rows = await reader.query(
      `SELECT id, ended_at FROM history_instance ${along} WHERE process_key = ? AND ended_at BETWEEN ? AND ? AND (ended_at > ? OR id > ?)
        AND institution = ? AND parent_instance_id IS NULL ORDER BY ended_at, id LIMIT ${atOnce}`,
      [processKey, last.endedAt, until, last.endedAt, last.id, institution],
      { id: id(), endedAt: millis() },
    );
    const ids = rows.map((row) => row.id);
    if (ids.length > 0) {
      const erased = await reader.find(erasedCaseTable, 'id IN (?)', [ids]);
      const held = await reader.find(legalHoldTable, 'lifted_at IS NULL AND instance_id IN (?)', [ids]);
      const left = new Set([...erased.map((row) => row.id), ...held.map(({ instanceId }) => instanceId)]);
      yield ids.filter((each) => !left.has(each));
    }
    if (rows.length < atOnce) return;
    last = rows.at(-1)!;
  }
}
