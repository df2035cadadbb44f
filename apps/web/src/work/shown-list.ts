import type { InboxRow, TaskFate } from '@gaita/contracts';

/** A row as it stands in the list: what became of it since it was shown is said in its place. */
export interface ShownRow extends InboxRow {
  readonly fate?: TaskFate;
}

export interface Merged {
  readonly rows: readonly ShownRow[];
  /** Rows that are new at the server and wait to be shown. */
  readonly fresh: number;
  /** Shown rows that the server does not list any more: their fates have to be asked for. */
  readonly missing: readonly string[];
}

/**
 * What is shown, with what the server says now. Nothing moves, comes or goes: rows stay where they are, what is new is counted.
 * @param now the beginning of the list as it is now
 * @param isWhole it is the whole list, so that a shown row which it lacks is gone
 */
export function merge(shown: readonly ShownRow[], now: readonly InboxRow[], isWhole: boolean): Merged {
  const fresh = new Map(now.map((row) => [row.id, row]));
  const rows = shown.map((row) => {
    const found = fresh.get(row.id);
    return found && JSON.stringify(found) !== JSON.stringify(row) ? found : row;
  });
  const known = new Set(shown.map(({ id }) => id));
  const missing = shown
    .slice(0, isWhole ? undefined : now.length)
    .filter(({ id, fate }) => !fresh.has(id) && (fate === undefined || fate.state === 'claimed'))
    .map(({ id }) => id);
  return { rows, fresh: now.filter(({ id }) => !known.has(id)).length, missing };
}

/** Rows whose fate is that they are open somewhere else in the list stay as they are. */
export function withFates(rows: readonly ShownRow[], fates: readonly TaskFate[], me: string, view: string): ShownRow[] {
  const byId = new Map(fates.filter((fate) => isOver(fate, me, view)).map((fate) => [fate.id, fate]));
  return rows.map((row) => {
    const fate = byId.get(row.id);
    return fate ? { ...row, fate } : row;
  });
}

/** In my own list only what is not mine any more is over; in the others also what I took myself. */
const isOver = ({ state, by }: TaskFate, me: string, view: string): boolean =>
  view === 'mine' || view === 'follow-up' ? state !== 'claimed' || by !== me : state !== 'open';
