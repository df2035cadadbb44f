import type { DataSource, MigrationInterface } from 'typeorm';
import { OperationalError } from '../errors.ts';
import type { Dialect } from './dialect.ts';

export type MigrationClass = new () => MigrationInterface & { readonly name?: string };

/**
 * Brings the database to this program's version. On a shared database one replica at a time does it.
 * @throws OperationalError when a later program was here before
 */
export const migrate = async (dataSource: DataSource, dialect: Dialect, migrations: readonly MigrationClass[]): Promise<void> => {
  if (dialect === 'sqlite') {
    await refuseNewer(dataSource, dialect, migrations);
    await dataSource.runMigrations({ transaction: 'each' });
    return;
  }
  const guard = dataSource.createQueryRunner();
  try {
    await guard.query("SELECT GET_LOCK(CONCAT('gaita-migrate-', LEFT(MD5(DATABASE()), 16)), 120)");
    await refuseNewer(dataSource, dialect, migrations);
    await dataSource.runMigrations({ transaction: 'none' });
  } finally {
    await guard.query("SELECT RELEASE_LOCK(CONCAT('gaita-migrate-', LEFT(MD5(DATABASE()), 16)))").catch(() => {});
    await guard.release();
  }
};

const refuseNewer = async (dataSource: DataSource, dialect: Dialect, migrations: readonly MigrationClass[]): Promise<void> => {
  const existing = await dataSource.query(
    dialect === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
      : "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'migrations'",
  );
  if (existing.length === 0) return;
  const known = new Set(migrations.map((migration) => migration.name));
  const done: { name: string }[] = await dataSource.query('SELECT name FROM migrations ORDER BY timestamp, id');
  const unknown = done.filter(({ name }) => !known.has(name));
  const newest = unknown.at(-1);
  if (!newest) return;
  throw new OperationalError(
    `The database is newer than this program: it has ${newest.name}, the program knows up to ${migrations.at(-1)?.name ?? 'nothing'}. ` +
      'Start the later program, or restore the backup from before the update.',
  );
};
