import { createHash, randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { Defect } from '../errors.ts';
import type { StoredFile } from './file-store.ts';
import { FileStore } from './file-store.ts';
import { synced } from './synced.ts';

/** Below one folder: `incoming/<upload>` while it is received, `incoming/<upload>_<chance>` while it is looked into, `<two digits>/<hash>` from then on. Replicas share the folder. */
export class DiskFileStore extends FileStore {
  private readonly root: string;

  constructor(root: string) {
    super();
    this.root = root;
  }

  async received(uploadId: string): Promise<number> {
    return (await sizeOf(this.pathOf(uploadId))) ?? 0;
  }

  async append(uploadId: string, offset: number, piece: Buffer): Promise<boolean> {
    await mkdir(join(this.root, 'incoming'), { recursive: true });
    const path = this.pathOf(uploadId);
    const size = (await sizeOf(path)) ?? 0;
    if (size < offset) return false;
    // A piece whose answer was lost comes again: what followed it is received again, too.
    if (size > offset) await truncate(path, offset);
    const file = await open(path, 'a');
    try {
      await file.appendFile(piece);
    } finally {
      await file.close();
    }
    return true;
  }

  /** A copy, not another name: who had the file open to write goes on writing to the old one. */
  async take(uploadId: string): Promise<string> {
    const taken = `${uploadId}_${randomBytes(6).toString('hex')}`;
    await copyFile(this.pathOf(uploadId), this.pathOf(taken), constants.COPYFILE_FICLONE);
    return taken;
  }

  pathOf(name: string): string {
    return join(this.root, 'incoming', safe(name));
  }

  async keep(taken: string): Promise<StoredFile> {
    const path = this.pathOf(taken);
    const hash = createHash('sha256');
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
    const digest = hash.digest('hex');
    const size = (await sizeOf(path)) ?? 0;
    await synced(path);
    const folder = join(this.root, digest.slice(0, 2));
    await mkdir(folder, { recursive: true });
    await rename(path, join(folder, digest));
    // The name is durable when its folder is.
    await synced(folder);
    return { hash: digest, size };
  }

  async discard(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  async open(hash: string) {
    const path = this.fileOf(hash);
    const size = await sizeOf(path);
    return size === undefined ? undefined : { size, stream: createReadStream(path) };
  }

  async remove(hash: string, writtenBefore: number): Promise<void> {
    const path = this.fileOf(hash);
    const found = await stat(path).catch(absent);
    if (found && found.mtimeMs < writtenBefore) await rm(path, { force: true });
  }

  async olderThan(time: number) {
    const uploads = await olderIn(join(this.root, 'incoming'), time);
    const folders = (await names(this.root)).filter((name) => /^[0-9a-f]{2}$/.test(name));
    const hashes = await Promise.all(folders.map((folder) => olderIn(join(this.root, folder), time)));
    return { uploads, hashes: hashes.flat().filter((name) => /^[0-9a-f]{64}$/.test(name)) };
  }

  private fileOf(hash: string): string {
    return join(this.root, safe(hash).slice(0, 2), safe(hash));
  }
}

/** Our own ids and hashes only: nothing that a person chose becomes a path. */
function safe(name: string): string {
  if (!/^[0-9A-Za-z_-]{2,64}$/.test(name)) throw new Defect(`${JSON.stringify(name)} is no name of a stored file`);
  return name;
}

const absent = (error: unknown): undefined => {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
};

const sizeOf = (path: string): Promise<number | undefined> => stat(path).then(({ size }) => size, absent);
const names = async (folder: string): Promise<string[]> => (await readdir(folder).catch(absent)) ?? [];

async function olderIn(folder: string, time: number): Promise<string[]> {
  const old: string[] = [];
  for (const name of await names(folder)) {
    const found = await stat(join(folder, name)).catch(absent);
    if (found && found.mtimeMs < time) old.push(name);
  }
  return old;
}
