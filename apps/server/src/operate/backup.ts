import { chmod, open as openFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { sealHeadTable } from '../audit/index.ts';
import type { Config } from '../platform/config.ts';
import type { ReadOnly } from '../platform/database/read-only.ts';
import { openReadOnly } from '../platform/database/read-only.ts';
import { backUpSqlite } from '../platform/database/sqlite-backup.ts';
import { OperationalError } from '../platform/errors.ts';
import { synced } from '../platform/files/synced.ts';
import { dumpTo } from './client-programs.ts';
import type { Manifest } from './manifest.ts';
import { hashOfFile, writeManifest } from './manifest.ts';
import { copyStored, expectStored, namedIn, storedIn } from './stored-files.ts';

/**
 * Copies database and stored files into a new folder below `target`, while servers write. What was committed before it began is in it.
 * Files are written before the rows that name them and go after those: what stood before the database's moment is copied before it,
 * what came until then after it, so that every row finds its file.
 * @param time when it begins, milliseconds since 1970
 * @returns the folder, which has its name only when it is whole
 */
export const backUp = async (config: Config, target: string, time: number, print: (line: string) => void): Promise<string> => {
  const begunAt = new Date(time).toISOString();
  const whole = resolve(target, `gaita-${begunAt.slice(0, 19).replaceAll(':', '-')}Z`);
  const folder = `${whole}.partial`;
  await mkdir(resolve(target), { recursive: true, mode: 0o700 });
  // before all else: another backup of this second keeps what it has begun
  await mkdir(folder, { mode: 0o700 });
  try {
    const { database, files } = await fill(folder, config, begunAt);
    await rename(folder, whole);
    await synced(resolve(target));
    print(`${whole}: the database as of ${begunAt} or later, ${database.bytes} bytes, and ${files} stored files.`);
    return whole;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
};

const fill = async (folder: string, config: Config, begunAt: string): Promise<Manifest> => {
  const database = await openReadOnly(config);
  try {
    const about = await describe(database);
    const files = join(folder, 'files');
    await mkdir(files, { mode: 0o700 });
    await copyStored(config.files, files);
    const named = await namedIn(database);
    const file = join(folder, database.dialect === 'sqlite' ? 'database.db' : 'database.sql');
    await copyDatabase(config, database, file);
    await chmod(file, 0o600);
    await copyStored(config.files, files);
    await expectStored(await namedThen(database, file, named), files);
    await synced(file);
    const { size } = await stat(file);
    const manifest: Manifest = {
      ...{ format: 1, begunAt, dialect: database.dialect, ...about },
      database: { file: basename(file), bytes: size, sha256: await hashOfFile(file) },
      files: (await storedIn(files)).length,
    };
    await writeManifest(folder, manifest);
    return manifest;
  } finally {
    await database.close();
  }
};

const describe = async ({ reader }: ReadOnly): Promise<Pick<Manifest, 'migrations' | 'head'>> => {
  const rows = await reader.query('SELECT name FROM migrations ORDER BY timestamp, id').catch((cause: unknown) => {
    throw new OperationalError('There is no database of Gaita: start the server on it once.', { cause });
  });
  const head = await reader.byId(sealHeadTable, 'head');
  return {
    migrations: rows.map((row) => String(row['name'])),
    ...(head && head.sequence > 0 && { head: { sequence: head.sequence, hash: head.hash } }),
  };
};

const copyDatabase = async (config: Config, { dialect }: ReadOnly, file: string): Promise<void> => {
  if (dialect === 'sqlite') return backUpSqlite(resolve(config.database.file), file);
  await dumpTo(config.database.url, file);
  const handle = await openFile(file);
  const end = Buffer.alloc(200);
  const { size } = await handle.stat();
  await handle.read(end, 0, end.length, Math.max(0, size - end.length));
  await handle.close();
  if (!end.toString('utf8').includes('-- Dump completed')) throw new OperationalError('The dump of the database was cut off.');
};

/** Of the copied database; of a dump, which cannot be asked, what was named before it and still is. */
const namedThen = async (database: ReadOnly, file: string, before: ReadonlySet<string>): Promise<Set<string>> => {
  if (database.dialect !== 'sqlite') {
    const after = await namedIn(database);
    return new Set([...before].filter((hash) => after.has(hash)));
  }
  const copy = await openReadOnly({ database: { kind: 'sqlite', file, url: '' } });
  try {
    return await namedIn(copy);
  } finally {
    await copy.close();
  }
};
