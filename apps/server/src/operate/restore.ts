import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { sealTable } from '../audit/index.ts';
import { migrations } from '../migrations/index.ts';
import { commandTable } from '../platform/command-table.ts';
import type { Config } from '../platform/config.ts';
import { holdFile } from '../platform/database/open-sqlite.ts';
import { unknownTo } from '../platform/database/program-level.ts';
import type { ReadOnly } from '../platform/database/read-only.ts';
import { openReadOnly } from '../platform/database/read-only.ts';
import { SqliteConnection } from '../platform/database/sqlite-adapter.ts';
import { tableNames } from '../platform/database/unfinished.ts';
import { OperationalError } from '../platform/errors.ts';
import { synced } from '../platform/files/synced.ts';
import { tables as ofFeatures } from '../schema.ts';
import { loadFrom } from './client-programs.ts';
import { emptyTarget } from './empty-target.ts';
import type { Manifest } from './manifest.ts';
import { hashOfFile, readManifest } from './manifest.ts';
import { copyStored, expectStored, namedIn } from './stored-files.ts';

/**
 * Puts a backup into an empty database and folder of stored files. Broken off, it leaves nothing that a server would start on, and is begun again.
 * @throws OperationalError when the backup is damaged, or of another kind of database or a later program, or when the target is not empty
 */
export const restore = async (config: Config, folder: string, print: (line: string) => void): Promise<void> => {
  const manifest = await readManifest(folder);
  const unknown = unknownTo(migrations, manifest.migrations);
  if (unknown.length > 0)
    throw new OperationalError(
      `The backup is of a later program: it has ${unknown.join(', ')}, this one knows up to ${migrations.at(-1)?.name}. Restore it with that program.`,
    );
  if ((manifest.dialect === 'sqlite') !== (config.database.kind === 'sqlite'))
    throw new OperationalError(
      `The backup is of ${manifest.dialect}: restore it into such a database, then move it with npm run move.`,
    );
  const source = join(folder, manifest.database.file);
  const { size } = await stat(source);
  if (size !== manifest.database.bytes || (await hashOfFile(source)) !== manifest.database.sha256)
    throw new OperationalError(`${source} is not what was backed up: it was changed or damaged.`);
  const target = resolve(config.files);
  await copyStored(join(folder, 'files'), target);
  const check = (database: Config['database']) => checkRestored(database, manifest, target);
  if (config.database.kind === 'sqlite') await intoFile(config, source, check);
  else await intoServer(config, manifest, source, check);
  print(`Restored the backup of ${manifest.begunAt}: ${manifest.files} stored files in ${target}.`);
};

type Check = (database: Config['database']) => Promise<void>;

const intoFile = async ({ database }: Config, source: string, check: Check): Promise<void> => {
  const file = resolve(database.file);
  if (existsSync(file))
    throw new OperationalError(`${file} is there already: move it away, with its -wal and -shm, or set DATABASE_URL.`);
  await mkdir(dirname(file), { recursive: true });
  const held = holdFile(file);
  const partial = `${file}.restoring`;
  try {
    for (const left of [`${file}-wal`, `${file}-shm`]) await rm(left, { force: true });
    await copyFile(source, partial);
    checkSqlite(partial);
    await check({ kind: 'sqlite', file: partial, url: '' });
    await synced(partial);
    await rename(partial, file);
    await synced(dirname(file));
  } finally {
    await rm(partial, { force: true });
    held.close();
  }
};

/** @throws OperationalError when the file is no sound database */
const checkSqlite = (file: string): void => {
  const connection = new SqliteConnection(file);
  try {
    const [row] = connection.pragma('integrity_check');
    const found = String(row?.['integrity_check']);
    if (found !== 'ok') throw new OperationalError(`The database ${file} is damaged: ${found}`);
  } finally {
    connection.close();
  }
};

const intoServer = async ({ database }: Config, { dialect }: Manifest, source: string, check: Check): Promise<void> => {
  const target = await emptyTarget(database.url, 'restore');
  try {
    if (target.dialect !== dialect)
      throw new OperationalError(
        `The backup is of ${dialect}, the database is ${target.dialect}: they compare keys differently.`,
      );
    await loadFrom(database.url, source);
    await check(database);
    await target.finish();
  } finally {
    await target.close();
  }
};

/** What the restored database says of itself, before any server may start on it. */
const checkRestored = async (
  restored: Config['database'],
  { head, migrations: done }: Manifest,
  folder: string,
): Promise<void> => {
  const database = await openReadOnly({ database: restored });
  try {
    const rows = await database.reader.query('SELECT name FROM migrations');
    const missing = done.filter((name) => !rows.some((row) => row['name'] === name));
    if (missing.length > 0) throw new OperationalError(`The restored database lacks ${missing.join(', ')}.`);
    const lost = await lostTables(database, done);
    if (lost.length > 0) throw new OperationalError(`The restored database lacks the tables ${lost.join(', ')}.`);
    const link = head && (await database.reader.findOne(sealTable, 'sequence = ?', [head.sequence]));
    if (head && link?.hash !== head.hash)
      throw new OperationalError(`The restored audit lacks link ${head.sequence}, which was its end when the backup began.`);
    await expectStored(await namedIn(database), folder);
  } finally {
    await database.close();
  }
};

/** Tables that all of this program's migrations make; of a backup that is of an earlier program we do not know which it had. */
const lostTables = async ({ reader, dialect }: ReadOnly, done: readonly string[]): Promise<string[]> => {
  if (migrations.some(({ name }) => !done.includes(name))) return [];
  const present = await tableNames((sql) => reader.query(sql), dialect);
  return [commandTable, ...ofFeatures].map(({ name }) => name).filter((name) => !present.includes(name));
};
