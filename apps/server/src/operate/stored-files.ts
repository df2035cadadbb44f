import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { attachmentTable } from '../documents/index.ts';
import type { ReadOnly } from '../platform/database/read-only.ts';
import { OperationalError } from '../platform/errors.ts';
import { synced } from '../platform/files/synced.ts';
import { privacyJobTable } from '../privacy/index.ts';
import { hashOfFile } from './manifest.ts';

const absent = (error: unknown): string[] => {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
  throw error;
};

/** Hashes of what is stored below the folder of a `DiskFileStore`; half received uploads are not among them. */
export const storedIn = async (folder: string): Promise<string[]> => {
  const parts = (await readdir(folder).catch(absent)).filter((part) => /^[0-9a-f]{2}$/.test(part));
  const names = await Promise.all(parts.map((part) => readdir(join(folder, part)).catch(absent)));
  return names.flat().filter((name) => /^[0-9a-f]{64}$/.test(name));
};

/** Hashes that rows of the database name. */
export const namedIn = async ({ reader }: Pick<ReadOnly, 'reader'>): Promise<Set<string>> => {
  const documents = await reader.query(`SELECT DISTINCT hash FROM \`${attachmentTable.name}\``);
  const jobs = await reader.find(privacyJobTable, 'result IS NOT NULL');
  const exports = jobs.flatMap(({ result }) => Object.values(result?.stored ?? {}));
  return new Set([...documents.map((row) => String(row['hash'])), ...exports]);
};

/**
 * Copies what is not there yet, for its owner's eyes only. A file is whole under its name or not there at all: until it is looked at it
 * lies where uploads are received, from where what is broken off is swept.
 * @returns how many were copied; what went away meanwhile is not counted
 */
export const copyStored = async (from: string, to: string): Promise<number> => {
  let copied = 0;
  const incoming = join(to, 'incoming');
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  for (const hash of await storedIn(from)) {
    const folder = join(to, hash.slice(0, 2));
    const target = join(folder, hash);
    if (existsSync(target)) continue;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const partial = join(incoming, hash);
    const isThere = await copyFile(join(from, hash.slice(0, 2), hash), partial, constants.COPYFILE_FICLONE).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
    if (!isThere) continue;
    if ((await hashOfFile(partial)) !== hash) throw new OperationalError(`The stored file ${hash} in ${from} is damaged.`);
    await chmod(partial, 0o600);
    await synced(partial);
    await rename(partial, target);
    await synced(folder);
    copied += 1;
  }
  return copied;
};

/** @throws OperationalError naming the hashes that are named and not stored in the folder */
export const expectStored = async (named: ReadonlySet<string>, folder: string): Promise<void> => {
  const stored = new Set(await storedIn(folder));
  const missing = [...named].filter((hash) => !stored.has(hash));
  if (missing.length > 0)
    throw new OperationalError(
      `${missing.length} of ${named.size} stored files are missing in ${folder}: ${missing.slice(0, 5).join(', ')}. Is GAITA_FILES the folder of the server?`,
    );
};
