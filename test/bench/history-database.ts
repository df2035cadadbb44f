import { numbers } from './inbox-database.ts';
import { openRaw } from './raw-database.ts';

/** What a case leaves for good: its history, its journal and its clock. */
const past = ['history_instance', 'history_activity', 'history_task', 'history_variable', 'journal', 'case_clock'];
/** What it has besides while it is open. */
const live = ['instance', 'task', 'task_candidate'];
const perStatement = 100_000;
const hour = 3_600_000;
/** Ids that do not belong to the case alone. */
const notOwn = new Set(['definition_id', 'deployment_id']);
const moments = new Set(['started_at', 'ended_at', 'created_at', 'completed_at', 'at', 'received_at']);

/**
 * Fills the database of a stopped server with copies of two cases that were really run: one that ended, one that waits. Each copy has
 * ids of its own that fit together and began on another of the last 700 days.
 */
export async function fillHistory(
  url: string,
  { ended, waiting }: { ended: string; waiting: string },
  { finished, open }: { finished: number; open: number },
): Promise<void> {
  const raw = await openRaw(url);
  try {
    await numbers(raw, Math.min(perStatement, Math.max(finished, open)));
    const copy = async (table: string, instanceId: string, from: number, count: number) => {
      const columns = await raw.columns(table);
      const cells = (g: string) =>
        columns.map((column) => {
          const isOwnId = (column === 'id' || column.endsWith('_id')) && !notOwn.has(column);
          if (isOwnId)
            return `CASE WHEN t.\`${column}\` IS NULL THEN NULL ELSE ${raw.concat(`SUBSTR(t.\`${column}\`, 20)`, "'-'", g)} END`;
          if (moments.has(column)) return `t.\`${column}\` - (${g} * 7919 % 16800) * ${hour}`;
          return column === 'business_key' ? raw.concat("'B-'", g) : `t.\`${column}\``;
        });
      for (let done = 0; done < count; done += perStatement)
        await raw.run(
          `INSERT INTO \`${table}\` (${columns.map((column) => `\`${column}\``).join(', ')})
           SELECT ${cells(`(${from + done} + n)`).join(', ')} FROM \`${table}\` t, bench_number
           WHERE ${ofCase(table, instanceId)} AND n <= ${Math.min(perStatement, count - done)}`,
        );
    };
    for (const table of past) await copy(table, ended, 0, finished);
    for (const table of [...past, ...live]) await copy(table, waiting, finished, open);
    // MariaDB keeps count of its rows by itself, a little later; SQLite only where somebody asks it to, which no server does
    if (!url.startsWith('sqlite:')) await raw.run(`ANALYZE TABLE ${[...past, ...live].join(', ')}`);
  } finally {
    await raw.close();
  }
}

function ofCase(table: string, instanceId: string): string {
  if (table === 'task_candidate') return `t.task_id IN (SELECT id FROM task WHERE instance_id = '${instanceId}')`;
  const column = ['history_instance', 'case_clock', 'instance'].includes(table) ? 'id' : 'instance_id';
  return `t.${column} = '${instanceId}'`;
}
