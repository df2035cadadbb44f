import { Logger } from '@nestjs/common';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { OperationalError } from '../errors.ts';
import { reach } from '../fail-points.ts';
import type { Dialect } from './dialect.ts';
import type { ProgramLevel } from './program-level.ts';
import { unknownTo } from './program-level.ts';
import { refuseUnfinished } from './unfinished.ts';

export type MigrationClass = new () => MigrationInterface & { readonly name?: string };

/** Seconds for which a replica waits for another: an index on many millions of rows takes its time. */
const patience = 1_800;
const log = new Logger('platform');

/**
 * Brings the database to this program's version. On a shared database one replica at a time does it, and what would take away
 * something that running replicas of an earlier program use is left for a later start.
 * @param level what this program knows, told to other replicas from here on; only on a shared database
 * @param filling for who fills the database from outside, and has marked it
 * @throws OperationalError when a later program was here before, or a move or restore into it was begun and not finished
 */
export const migrate = async (
  dataSource: DataSource,
  dialect: Dialect,
  migrations: readonly MigrationClass[],
  level?: ProgramLevel,
  { filling = false } = {},
): Promise<void> => {
  const ask = (sql: string) => dataSource.query(sql);
  if (dialect === 'sqlite') {
    if (!filling) await refuseUnfinished(ask, dialect);
    await refuseNewer(dataSource, dialect, migrations);
    await dataSource.runMigrations({ transaction: 'each' });
    return;
  }
  await inTurn(dataSource, 'migrate', async () => {
    if (!filling) await refuseUnfinished(ask, dialect);
    const done = await refuseNewer(dataSource, dialect, migrations);
    const postponed = level === undefined ? [] : await level.usedByOthers(done);
    if (postponed.length > 0) leaveOut(dataSource, postponed);
    await marked(dataSource, () => dataSource.runMigrations({ transaction: 'none' }));
    await level?.start();
  });
};

/** The same migration, at whose ends a test may let the process die. */
export const withFailPoints = (migration: MigrationClass): MigrationClass =>
  class extends migration {
    override async up(runner: QueryRunner): Promise<void> {
      reach('migration-begun');
      await super.up(runner);
      reach('migration-done');
    }
  };

/**
 * Work that one replica at a time does, on a shared database. The lock goes with its connection: a replica that was killed
 * meanwhile holds nobody up.
 */
export const inTurn = async <R>(dataSource: DataSource, name: 'migrate' | 'seed', work: () => Promise<R>): Promise<R> => {
  const guard = dataSource.createQueryRunner();
  const lock = `CONCAT('gaita-${name}-', LEFT(MD5(DATABASE()), 16))`;
  try {
    for (let waited = 0; ; waited += 10) {
      const [answer] = (await guard.query(`SELECT GET_LOCK(${lock}, 10) AS got`)) as { got: number | null }[];
      if (Number(answer?.got) === 1) break;
      if (waited >= patience)
        throw new OperationalError(
          `Another replica has been at work (${name}) for half an hour: look at its log, then start this one again.`,
        );
      log.log({ message: `another replica is at work (${name}): waiting for it`, seconds: waited + 10 });
    }
    return await work();
  } finally {
    await guard.query(`SELECT RELEASE_LOCK(${lock})`).catch(() => {});
    await guard.release();
  }
};

/** Stands in a database while it is migrated, and after a start that was broken off in the middle of that. */
const mark = 'gaita_unfinished_migration';

/**
 * Such a database commits each statement of the schema on its own, so a start that was killed leaves a part of its migration behind. The
 * next one, which finds the mark, begins that migration again; what its first statements made is left as it is.
 */
const marked = async (dataSource: DataSource, run: () => Promise<unknown>): Promise<void> => {
  const [found] = await dataSource.query(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '${mark}'`,
  );
  const pending = await dataSource.showMigrations();
  if (pending && !found) await dataSource.query(`CREATE TABLE ${mark} (id INT PRIMARY KEY)`);
  await (found ? goingOn(dataSource, run) : run());
  if (pending || found) await dataSource.query(`DROP TABLE ${mark}`);
};

/** Table, column, index and foreign key that are there already; column or index that is gone already. */
const doneBefore: ReadonlySet<unknown> = new Set([1050, 1060, 1061, 1826, 1091]);

const goingOn = async (dataSource: DataSource, run: () => Promise<unknown>): Promise<void> => {
  const create = dataSource.createQueryRunner;
  dataSource.createQueryRunner = (...given) => {
    const runner: QueryRunner = create.apply(dataSource, given);
    const query = runner.query.bind(runner) as (...all: unknown[]) => Promise<unknown>;
    runner.query = (async (sql: string, ...rest: unknown[]) => {
      try {
        return await query(sql, ...rest);
      } catch (error) {
        if (!/^\s*(CREATE|ALTER|DROP)\b/i.test(sql) || !doneBefore.has((error as { errno?: number }).errno)) throw error;
        log.warn({ message: 'a start that was broken off had migrated so far', statement: sql.slice(0, 200) });
        return undefined;
      }
    }) as QueryRunner['query'];
    return runner;
  };
  try {
    await run();
  } finally {
    dataSource.createQueryRunner = create;
  }
};

const leaveOut = (dataSource: DataSource, postponed: readonly string[]): void => {
  const kept = dataSource.migrations.filter((migration) => !postponed.includes(migration.name ?? ''));
  Object.assign(dataSource, { migrations: kept });
  log.warn({
    message: `Replicas of an earlier program still work on this database: ${postponed.join(', ')} is left for a start after they are gone`,
  });
};

/** @returns names of the migrations that were done before */
const refuseNewer = async (
  dataSource: DataSource,
  dialect: Dialect,
  migrations: readonly MigrationClass[],
): Promise<string[]> => {
  const existing = await dataSource.query(
    dialect === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
      : "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'migrations'",
  );
  if (existing.length === 0) return [];
  const rows: { name: string }[] = await dataSource.query('SELECT name FROM migrations ORDER BY timestamp, id');
  const done = rows.map(({ name }) => name);
  const unknown = unknownTo(migrations, done);
  if (unknown.length > 0)
    throw new OperationalError(
      `The database is newer than this program: it has ${unknown.join(', ')}, the program knows up to ${migrations.at(-1)?.name ?? 'nothing'}. ` +
        'Start the later program, or restore the backup from before the update.',
    );
  return done;
};
