import { backup, DatabaseSync } from '@photostructure/sqlite';
import { OperationalError } from '../errors.ts';

/** All pages in one step: they are of one moment, and who writes meanwhile does not make it begin again. */
const pages = 2 ** 30;

/** Copies a database that a server may be writing to; rows keep their places (`rowid`), by which the audit's chain finds them. */
export const backUpSqlite = async (file: string, target: string): Promise<void> => {
  const source = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  try {
    await backup(source, target, { rate: pages });
  } finally {
    source.close();
  }
  // one file, without a log beside it
  const copy = new DatabaseSync(target);
  try {
    copy.exec('PRAGMA journal_mode = DELETE');
    const row = copy.prepare('PRAGMA quick_check').get() as Record<string, unknown>;
    if (row['quick_check'] !== 'ok') throw new OperationalError(`The copy of ${file} is damaged: ${String(row['quick_check'])}`);
  } finally {
    copy.close();
  }
};
