import { resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { verifyChain } from '../audit/index.ts';
import { migrations } from '../migrations/index.ts';
import { commandTable } from '../platform/command-table.ts';
import { tables as ofFeatures } from '../schema.ts';
import type { Config } from '../platform/config.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openMysql } from '../platform/database/open-mysql.ts';
import { holdFile } from '../platform/database/open-sqlite.ts';
import { unknownTo } from '../platform/database/program-level.ts';
import { openReadOnly } from '../platform/database/read-only.ts';
import type { ReadOnly } from '../platform/database/read-only.ts';
import { SqliteConnection } from '../platform/database/sqlite-adapter.ts';
import { tableNames } from '../platform/database/unfinished.ts';
import { OperationalError } from '../platform/errors.ts';
import { MoveTable } from './move-table.ts';
import { emptyTarget, withoutPassword } from './empty-target.ts';
import type { EmptyTarget } from './empty-target.ts';
import { expectStored, namedIn } from './stored-files.ts';

/** All that a database of ours holds but for the list of its migrations; a table that is missing here stops every move. */
const tables = [commandTable, ...ofFeatures];

/**
 * Copies a database of SQLite, which nobody may be using, into an empty one on a server: every row with its id, revision and place in the
 * order of insertion, by which the audit's chain goes on. What was copied is read back and compared. The source is only read.
 * @throws OperationalError when the source is in use or not at this program's version, or the target not empty
 */
export const move = async (source: Config, target: Config, print: (line: string) => void): Promise<void> => {
  const file = resolve(source.database.file);
  if (!existsSync(file)) throw new OperationalError(`There is no database ${file}.`);
  const held = holdFile(file);
  const connection = new SqliteConnection(file);
  connection.pragma('query_only = ON');
  try {
    await checkSource(connection);
    const into = await emptyTarget(target.database.url, 'move');
    try {
      await makeTables(target);
      const rows = await copyTables(connection, into, print);
      await checkFiles(source);
      await into.finish();
      print(`Moved ${rows} rows of ${tables.length} tables to ${withoutPassword(target.database.url)}; ${file} is as it was.`);
    } finally {
      await into.close();
    }
  } finally {
    connection.close();
    held.close();
  }
  print(await tellChain(target, source.mode === 'demo'));
  print(`Start the server with DATABASE_URL=${withoutPassword(target.database.url)} and GAITA_FILES=${resolve(source.files)}.`);
};

/** Every table of ours and no other, after all migrations of this program and no other. */
const checkSource = async (connection: SqliteConnection): Promise<void> => {
  const ask = async (sql: string) => connection.prepare(sql).all();
  const present = await tableNames(ask, 'sqlite');
  const done = present.includes('migrations') ? (await ask('SELECT name FROM migrations')).map((row) => String(row['name'])) : [];
  const unknown = unknownTo(migrations, done);
  const missing = migrations.filter(({ name }) => !done.includes(name));
  if (unknown.length > 0)
    throw new OperationalError(
      `The database is newer than this program: it has ${unknown.join(', ')}. Move it with the later program.`,
    );
  if (missing.length > 0)
    throw new OperationalError(
      `The database is of an earlier program: it lacks ${missing.map(({ name }) => name).join(', ')}. Start this program on it once, then move it.`,
    );
  const known = new Set([...tables.map(({ name }) => name), 'migrations']);
  const strange = present.filter((name) => !known.has(name));
  if (strange.length > 0) throw new OperationalError(`The database has tables that are not ours: ${strange.join(', ')}.`);
};

const makeTables = async ({ database }: Config): Promise<void> => {
  const { dataSource, dialect, close } = await openMysql(database.url, [...migrations]);
  try {
    await migrate(dataSource, dialect, migrations, undefined, { filling: true });
  } finally {
    await close();
  }
};

const copyTables = async (
  source: SqliteConnection,
  { connection }: EmptyTarget,
  print: (line: string) => void,
): Promise<number> => {
  let rows = 0;
  for (const table of tables) {
    const work = new MoveTable(source, connection, table);
    const moved = await work.run((done, all) => print(`${table.name}: ${done} of ${all}`));
    rows += moved;
    if (moved > 0) print(`${table.name}: ${moved} rows, read back and compared`);
  }
  return rows;
};

const checkFiles = async (source: Config): Promise<void> => {
  const database = await openReadOnly(source);
  try {
    await expectStored(await namedIn(database), resolve(source.files));
  } finally {
    await database.close();
  }
};

const tellChain = async (target: Config, allowsPast: boolean): Promise<string> => {
  const database: ReadOnly = await openReadOnly(target);
  try {
    const { intact, links, entries, head } = await verifyChain(database, { allowsPast });
    const state = intact ? 'is intact' : 'is broken as it was before: npm run audit:verify says where';
    return `The audit's chain of ${links} links with ${entries} entries ${state}; its end is ${head.hash}.`;
  } finally {
    await database.close();
  }
};
