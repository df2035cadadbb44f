import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../../../test/support/throw-away.ts';
import { DiskFileStore } from '../platform/files/disk-file-store.ts';
import { copyStored, storedIn } from './stored-files.ts';

describe('Copying stored files', () => {
  const folder = temporaryFolder('stored-files');
  afterAll(() => folder.remove());
  const hash = createHash('sha256').update('content').digest('hex');
  const source = join(folder.path, 'source');
  mkdirSync(join(source, hash.slice(0, 2)), { recursive: true });

  it('that is broken off leaves nothing but what the sweep of uploads takes away', async () => {
    writeFileSync(join(source, hash.slice(0, 2), hash), 'damaged');
    const target = join(folder.path, 'broken-off');
    await expect(copyStored(source, target)).rejects.toThrow(`The stored file ${hash} in ${source} is damaged.`);
    utimesSync(join(target, 'incoming', hash), 1, 1);
    // as an earlier program left it
    writeFileSync(join(target, hash.slice(0, 2), `${hash}.partial`), 'damaged');
    utimesSync(join(target, hash.slice(0, 2), `${hash}.partial`), 1, 1);
    const store = new DiskFileStore(target);
    const old = await store.olderThan(Date.now() - 1_000);
    expect(old).toEqual({ uploads: [hash], hashes: [] });
    await store.discard(hash);
    expect(readdirSync(join(target, 'incoming'))).toEqual([]);
  });

  it('gives them to nobody but their owner', async () => {
    writeFileSync(join(source, hash.slice(0, 2), hash), 'content');
    const target = join(folder.path, 'whole');
    expect(await copyStored(source, target)).toBe(1);
    expect(await storedIn(target)).toEqual([hash]);
    const modes = [hash.slice(0, 2), join(hash.slice(0, 2), hash)].map((name) => statSync(join(target, name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600]);
  });
});
