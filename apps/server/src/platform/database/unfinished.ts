import { OperationalError } from '../errors.ts';
import type { Dialect } from './dialect.ts';

type Ask = (sql: string) => Promise<Record<string, unknown>[]>;
/** What fills a database from outside. */
export type Filling = 'move' | 'restore';

/** Stands in a database while it is being filled. */
export const markOf = (what: Filling): string => `gaita_unfinished_${what}`;

export const tableNames = async (ask: Ask, dialect: Dialect): Promise<string[]> => {
  const rows = await ask(
    dialect === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
      : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name',
  );
  return rows.map((row) => String(row['name']));
};

/** What was begun and not finished; undefined for a whole database. */
export const unfinishedIn = async (ask: Ask, dialect: Dialect): Promise<Filling | undefined> => {
  const names = await tableNames(ask, dialect);
  return (['move', 'restore'] as const).find((what) => names.includes(markOf(what)));
};

/** @throws OperationalError when a move or restore into this database was begun and not finished */
export const refuseUnfinished = async (ask: Ask, dialect: Dialect): Promise<void> => {
  const what = await unfinishedIn(ask, dialect);
  if (what === undefined) return;
  throw new OperationalError(
    `A ${what} into this database was begun and not finished: it holds a part of the data. Repeat the ${what}; it begins anew.`,
  );
};
